"""GodotSteam's whole singletons for a game that was brought from the engine: `whole(Steam)(client)`.

Rules: what the library has, it does; what it lacks of GodotSteam's class list is there too, so that a script that also touches the cloud or
lobbies goes on to its stats: a method answers the first value of what it returns and says once what it belongs to, a signal is never
emitted. What goes into a method of the library is converted as the engine converts it (1 is a true, an Array of numbers packed), and what
leaves it as a list of numbers is packed.
"""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.records import Constant, Enum, Method
from steam_nodes.gdscript.classes.records import Signal as SignalRecord
from steam_nodes.gdscript.classes.stand_ins import declared, first_value
from steam_nodes.gdscript.containers.dictionary import Dictionary
from steam_nodes.gdscript.containers.packed import PackedArray, PackedInt32Array, PackedInt64Array
from steam_nodes.gdscript.containers.packed_bytes import PackedByteArray
from steam_nodes.gdscript.conversion import constructed, converts_strictly
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.object import error
from steam_nodes.object.signal import Signal
from steam_nodes.steam.godotsteam_missing import group_of, names_here
from steam_nodes.steam.nodes.later import GROUPS, load_all

if TYPE_CHECKING:
    from steam_nodes.steam.nodes.steam_node import SteamNode

_BOTH_FORMS: Final = frozenset({"steamInit", "steamInitEx"})
"""They take the arguments of older and newer GodotSteams, which are told apart by their types."""
_UNLISTED: Final = {
    "Input": """
        activateActionSet activateActionSetLayer deactivateActionSetLayer deactivateAllActionSetLayers enableActionEventCallbacks
        enableDeviceCallbacks getActionSetHandle:int getActiveActionSetLayers:Array getAnalogActionData:Dictionary getAnalogActionHandle:int
        getAnalogActionOrigins:Array getConnectedControllers:Array getControllerForGamepadIndex:int getCurrentActionSet:int
        getDigitalActionData:Dictionary getDigitalActionHandle:int getDigitalActionOrigins:Array getGamepadIndexForController:int
        getGlyphForActionOrigin:String getInputTypeForHandle:String getMotionData:Dictionary inputInit:bool inputShutdown:bool runFrame
        setLEDColor showBindingPanel:bool stopAnalogActionMomentum triggerHapticPulse triggerVibration
    """,
    "Screenshots": """
        addScreenshotToLibrary:int addVRScreenshotToLibrary:int hookScreenshots isScreenshotsHooked:bool setLocation:bool
        tagPublishedFile:bool tagUser:bool triggerScreenshot writeScreenshot:int
    """,
}
"""Methods of groups that the class list does not have, with what they return."""


if TYPE_CHECKING:
    _AnyDictionary: TypeAlias = Dictionary[Any, Any]
else:
    _AnyDictionary = Dictionary  # brackets would make a typed dictionary


class StartAnswer(_AnyDictionary):
    """What `steamInit` returns: GodotSteam's dictionary, which a script of a newer GodotSteam takes for the bool that it became."""

    def __bool__(self) -> bool:
        """Be true where Steam has started."""
        return bool(self["status"] == 1)


@cache
def whole(kind: type[SteamNode]) -> Any:
    """Return a class of one of the singletons that has every name of GodotSteam's.

    Args:
        kind: Steam or SteamServer of the library.
    """
    native = load().classes[kind.__name__]
    load_all(kind)
    here = names_here(kind)
    body: dict[str, Any] = {"__module__": __name__, "__doc__": kind.__doc__}
    for member in native.members.values():
        if isinstance(member, Method) and member.name in here:
            if (member.arguments or _holds(member.returns)) and member.name not in _BOTH_FORMS:
                body[member.name] = _converting(kind, member)
        elif member.name in here:
            # The class list has numbers for some of what is bytes, such as a file's hash: all signals of those groups are looked at.
            if isinstance(member, SignalRecord) and member.arguments and group_of(member.name) in GROUPS:
                body[member.name] = _telling(getattr(kind, member.name), member)
        elif isinstance(member, Method):
            body[member.name] = _answering(kind.__name__, member, group_of(member.name))
        elif isinstance(member, Constant | Enum | SignalRecord):
            body[member.name] = declared(member)
    if "_entry_" in here:
        for group, methods in _UNLISTED.items():
            for name, _, returns in (each.partition(":") for each in methods.split()):
                body.setdefault(name, _answering(kind.__name__, Method(name, (), returns or "void"), group))
        body |= {"_entry_": _entry(kind), "steamInit": _started(kind), "steam_init": _started(kind)}
    made: Any = type(kind)
    return made(kind.__name__, (kind,), body)


def _converting(kind: Any, method: Method) -> Any:
    """Return a method of the library that takes what the engine converts."""
    original, holds = getattr(kind, method.name), _holds(method.returns)
    wanted = tuple(
        (
            variant.TYPE_INT
            if argument.type.startswith("enum:")
            else variant.NUMBER_OF.get(argument.type.partition("[")[0], variant.TYPE_NIL)
        )
        for argument in method.arguments
    )

    @wraps(original)
    def converting(self: Any, *args: Any, **named: Any) -> Any:
        taken = list(args)
        for at, (value, number) in enumerate(zip(args, wanted, strict=False)):
            source = variant.typeof(value)
            if number not in (source, variant.TYPE_NIL):
                if not converts_strictly(source, number):
                    message = (
                        f"Invalid type in function '{method.name}' in base '{kind.__name__}'. "
                        f"Cannot convert argument {at + 1} from {variant.TYPE_NAMES[source]} to {variant.TYPE_NAMES[number]}."
                    )
                    raise ScriptError(message)
                taken[at] = constructed(value, number)
            if number == variant.TYPE_PACKED_BYTE_ARRAY:
                taken[at] = bytes(taken[at])
        answer = original(self, *taken, **named)
        return _as_told(answer, method.returns) if holds else answer

    return converting


def _telling(declaration: Any, record: SignalRecord) -> Any:
    """Return the declaration of a signal of the library that carries what the engine's would."""
    signal: Any = Signal(*declaration.get_parameters(), blinker=True)
    base, types = type(signal), [argument.type for argument in record.arguments]

    def emit(self: Any, *args: Any) -> None:
        base.emit(self, *map(_as_told, args, types))

    signal.__class__ = type("Signal", (base,), {"__slots__": (), "__module__": __name__, "emit": emit})
    signal.__set_name__(type(None), record.name)
    return signal


def _holds(declared_type: str) -> bool:
    """Whether a value of a type may be, or hold, what is packed."""
    return declared_type.startswith(("Packed", "Array", "Dictionary"))


def _as_told(value: Any, declared_type: str = "") -> Any:
    """Return what leaves the library as the engine has it: bytes, and numbers where the class list says so, as a packed array."""
    if isinstance(value, bytes):
        return PackedByteArray(value)
    if declared_type == "PackedInt64Array" and isinstance(value, list | tuple):
        return PackedInt64Array(value)
    if isinstance(value, dict) and not isinstance(value, Dictionary):
        return {key: _as_told(each) for key, each in value.items()}
    if isinstance(value, list | tuple) and not isinstance(value, PackedArray):
        return [_as_told(each) for each in value]
    return value


def _answering(owner: str, method: Method, group: str) -> Any:
    said: set[str] = set()

    def answering(_self: Any, *_: Any) -> Any:
        if method.name not in said:
            said.add(method.name)
            of_group = f"it belongs to GodotSteam's group {group}, which is" if group else "it is"
            error.warn(f"{owner}.{method.name}() does nothing here: {of_group} not in this library.")
        return first_value(method.returns)

    answering.__name__ = method.name
    answering.__qualname__ = f"{owner}.{method.name}"
    return answering


def _entry(kind: Any) -> Any:
    def _entry_(self: Any, entry: Any) -> dict[str, Any]:
        shown: dict[str, Any] = kind._entry_(self, entry)
        return {**shown, "details": PackedInt32Array(shown["details"])}

    return _entry_


def _started(kind: Any) -> Any:
    def steam_init(self: Any, *args: Any) -> StartAnswer:
        return StartAnswer(kind.steam_init(self, *args))

    return steam_init
