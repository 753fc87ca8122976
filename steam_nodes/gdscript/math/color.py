"""Color: red, green, blue and alpha as 32-bit floats.

Rules: components may go beyond 1. Hue, saturation and value, and the components as bytes, are other names for the same four numbers;
`replaced(h=...)` goes by them. A name or code that there is not is reported, and gives black, as in the engine. Mirrors
https://docs.godotengine.org/en/stable/classes/class_color.html.
"""

from __future__ import annotations

import math
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.gdscript.errors import not_convertible, reported
from steam_nodes.gdscript.math import ok_hsl
from steam_nodes.gdscript.math.color_names import COLOR_NAMES
from steam_nodes.gdscript.math.numbers import Single, decimals_text, single
from steam_nodes.gdscript.math.scalars import divided, equal_single, mod, round_away
from steam_nodes.gdscript.math.value import Value, is_number, no_constructor

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Color", "Color8"]

_FOUR: Final = Struct("ffff")
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_LENGTHS: Final = frozenset({3, 4, 6, 8})
_BYTE: Final = 255
_WORD: Final = 65535


class _Open:
    """The components, still open for writing."""

    __slots__ = ("a", "b", "g", "r")
    r: float
    g: float
    b: float
    a: float


class Color(Value, _Open):
    """A colour.

    Args:
        *parts: Nothing, a Color or a text with or without another alpha, or red, green, blue and alpha.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("r", "g", "b", "a")

    ALICE_BLUE: ClassVar[Color]
    ANTIQUE_WHITE: ClassVar[Color]
    AQUA: ClassVar[Color]
    AQUAMARINE: ClassVar[Color]
    AZURE: ClassVar[Color]
    BEIGE: ClassVar[Color]
    BISQUE: ClassVar[Color]
    BLACK: ClassVar[Color]
    BLANCHED_ALMOND: ClassVar[Color]
    BLUE: ClassVar[Color]
    BLUE_VIOLET: ClassVar[Color]
    BROWN: ClassVar[Color]
    BURLYWOOD: ClassVar[Color]
    CADET_BLUE: ClassVar[Color]
    CHARTREUSE: ClassVar[Color]
    CHOCOLATE: ClassVar[Color]
    CORAL: ClassVar[Color]
    CORNFLOWER_BLUE: ClassVar[Color]
    CORNSILK: ClassVar[Color]
    CRIMSON: ClassVar[Color]
    CYAN: ClassVar[Color]
    DARK_BLUE: ClassVar[Color]
    DARK_CYAN: ClassVar[Color]
    DARK_GOLDENROD: ClassVar[Color]
    DARK_GRAY: ClassVar[Color]
    DARK_GREEN: ClassVar[Color]
    DARK_KHAKI: ClassVar[Color]
    DARK_MAGENTA: ClassVar[Color]
    DARK_OLIVE_GREEN: ClassVar[Color]
    DARK_ORANGE: ClassVar[Color]
    DARK_ORCHID: ClassVar[Color]
    DARK_RED: ClassVar[Color]
    DARK_SALMON: ClassVar[Color]
    DARK_SEA_GREEN: ClassVar[Color]
    DARK_SLATE_BLUE: ClassVar[Color]
    DARK_SLATE_GRAY: ClassVar[Color]
    DARK_TURQUOISE: ClassVar[Color]
    DARK_VIOLET: ClassVar[Color]
    DEEP_PINK: ClassVar[Color]
    DEEP_SKY_BLUE: ClassVar[Color]
    DIM_GRAY: ClassVar[Color]
    DODGER_BLUE: ClassVar[Color]
    FIREBRICK: ClassVar[Color]
    FLORAL_WHITE: ClassVar[Color]
    FOREST_GREEN: ClassVar[Color]
    FUCHSIA: ClassVar[Color]
    GAINSBORO: ClassVar[Color]
    GHOST_WHITE: ClassVar[Color]
    GOLD: ClassVar[Color]
    GOLDENROD: ClassVar[Color]
    GRAY: ClassVar[Color]
    GREEN: ClassVar[Color]
    GREEN_YELLOW: ClassVar[Color]
    HONEYDEW: ClassVar[Color]
    HOT_PINK: ClassVar[Color]
    INDIAN_RED: ClassVar[Color]
    INDIGO: ClassVar[Color]
    IVORY: ClassVar[Color]
    KHAKI: ClassVar[Color]
    LAVENDER: ClassVar[Color]
    LAVENDER_BLUSH: ClassVar[Color]
    LAWN_GREEN: ClassVar[Color]
    LEMON_CHIFFON: ClassVar[Color]
    LIGHT_BLUE: ClassVar[Color]
    LIGHT_CORAL: ClassVar[Color]
    LIGHT_CYAN: ClassVar[Color]
    LIGHT_GOLDENROD: ClassVar[Color]
    LIGHT_GRAY: ClassVar[Color]
    LIGHT_GREEN: ClassVar[Color]
    LIGHT_PINK: ClassVar[Color]
    LIGHT_SALMON: ClassVar[Color]
    LIGHT_SEA_GREEN: ClassVar[Color]
    LIGHT_SKY_BLUE: ClassVar[Color]
    LIGHT_SLATE_GRAY: ClassVar[Color]
    LIGHT_STEEL_BLUE: ClassVar[Color]
    LIGHT_YELLOW: ClassVar[Color]
    LIME: ClassVar[Color]
    LIME_GREEN: ClassVar[Color]
    LINEN: ClassVar[Color]
    MAGENTA: ClassVar[Color]
    MAROON: ClassVar[Color]
    MEDIUM_AQUAMARINE: ClassVar[Color]
    MEDIUM_BLUE: ClassVar[Color]
    MEDIUM_ORCHID: ClassVar[Color]
    MEDIUM_PURPLE: ClassVar[Color]
    MEDIUM_SEA_GREEN: ClassVar[Color]
    MEDIUM_SLATE_BLUE: ClassVar[Color]
    MEDIUM_SPRING_GREEN: ClassVar[Color]
    MEDIUM_TURQUOISE: ClassVar[Color]
    MEDIUM_VIOLET_RED: ClassVar[Color]
    MIDNIGHT_BLUE: ClassVar[Color]
    MINT_CREAM: ClassVar[Color]
    MISTY_ROSE: ClassVar[Color]
    MOCCASIN: ClassVar[Color]
    NAVAJO_WHITE: ClassVar[Color]
    NAVY_BLUE: ClassVar[Color]
    OLD_LACE: ClassVar[Color]
    OLIVE: ClassVar[Color]
    OLIVE_DRAB: ClassVar[Color]
    ORANGE: ClassVar[Color]
    ORANGE_RED: ClassVar[Color]
    ORCHID: ClassVar[Color]
    PALE_GOLDENROD: ClassVar[Color]
    PALE_GREEN: ClassVar[Color]
    PALE_TURQUOISE: ClassVar[Color]
    PALE_VIOLET_RED: ClassVar[Color]
    PAPAYA_WHIP: ClassVar[Color]
    PEACH_PUFF: ClassVar[Color]
    PERU: ClassVar[Color]
    PINK: ClassVar[Color]
    PLUM: ClassVar[Color]
    POWDER_BLUE: ClassVar[Color]
    PURPLE: ClassVar[Color]
    REBECCA_PURPLE: ClassVar[Color]
    RED: ClassVar[Color]
    ROSY_BROWN: ClassVar[Color]
    ROYAL_BLUE: ClassVar[Color]
    SADDLE_BROWN: ClassVar[Color]
    SALMON: ClassVar[Color]
    SANDY_BROWN: ClassVar[Color]
    SEA_GREEN: ClassVar[Color]
    SEASHELL: ClassVar[Color]
    SIENNA: ClassVar[Color]
    SILVER: ClassVar[Color]
    SKY_BLUE: ClassVar[Color]
    SLATE_BLUE: ClassVar[Color]
    SLATE_GRAY: ClassVar[Color]
    SNOW: ClassVar[Color]
    SPRING_GREEN: ClassVar[Color]
    STEEL_BLUE: ClassVar[Color]
    TAN: ClassVar[Color]
    TEAL: ClassVar[Color]
    THISTLE: ClassVar[Color]
    TOMATO: ClassVar[Color]
    TRANSPARENT: ClassVar[Color]
    TURQUOISE: ClassVar[Color]
    VIOLET: ClassVar[Color]
    WEB_GRAY: ClassVar[Color]
    WEB_GREEN: ClassVar[Color]
    WEB_MAROON: ClassVar[Color]
    WEB_PURPLE: ClassVar[Color]
    WHEAT: ClassVar[Color]
    WHITE: ClassVar[Color]
    WHITE_SMOKE: ClassVar[Color]
    YELLOW: ClassVar[Color]
    YELLOW_GREEN: ClassVar[Color]

    def __new__(cls, *parts: Any) -> Color:
        """Make a colour of what the constructors take."""
        match parts:
            case ():
                return cls._of(0.0, 0.0, 0.0, 1.0)
            case (Color() as one,):
                return one
            case (str() as code,):
                return cls.html(code) if cls.html_is_valid(code) else cls._named(code)
            case (Color() as one, int() | float() as alpha):
                return cls._of(one.r, one.g, one.b, alpha)
            case (str() as code, int() | float() as alpha):
                return cls(cls(code), alpha)
            case (red, green, blue):
                return cls._of(red, green, blue, 1.0)
            case (_, _, _, _):
                return cls._of(*parts)
        raise no_constructor("Color")

    @classmethod
    def _of(cls, *parts: Any) -> Color:
        """Return a colour of four numbers, rounded to 32 bits."""
        new = _open()
        try:
            new.r, new.g, new.b, new.a = _FOUR.unpack(_FOUR.pack(*parts))
        except OverflowError:
            new.r, new.g, new.b, new.a = map(single, parts)
        except struct_error as wrong:
            raise no_constructor("Color") from wrong
        new.__class__ = Color
        return new

    def _parts(self) -> tuple[float, float, float, float]:
        return (self.r, self.g, self.b, self.a)

    def replaced(self, **changes: Any) -> Color:
        """Return this colour with other components.

        Args:
            **changes: What changes, by its name: r, g, b, a, the same with an 8 as bytes, h, s and v, or ok_hsl_h, ok_hsl_s and ok_hsl_l.
        """
        color = self
        for name, value in changes.items():
            if name in {"r8", "g8", "b8", "a8"}:
                color = color.replaced(**{name[0]: single(min(max(int(value), 0), _BYTE) / _BYTE)})
            elif name in {"h", "s", "v"}:
                color = Color.from_hsv(**{"h": color.h, "s": color.s, "v": color.v, name: value}, alpha=color.a)
            elif name.startswith("ok_hsl_"):
                kept = {"h": color.ok_hsl_h, "s": color.ok_hsl_s, "l": color.ok_hsl_l, name.removeprefix("ok_hsl_"): value}
                color = Color.from_ok_hsl(**kept, alpha=color.a)
            else:
                color = super(Color, color).replaced(**{name: value})
        return color

    def __str__(self) -> str:
        """Return the text that the engine prints, such as (1.0, 0.5, 0.0, 1.0)."""
        return f"({', '.join(decimals_text(part, 4) for part in self._parts())})"

    @property
    def r8(self) -> int:
        """Red, from 0 to 255."""
        return _byte(self.r)

    @property
    def g8(self) -> int:
        """Green, from 0 to 255."""
        return _byte(self.g)

    @property
    def b8(self) -> int:
        """Blue, from 0 to 255."""
        return _byte(self.b)

    @property
    def a8(self) -> int:
        """Alpha, from 0 to 255."""
        return _byte(self.a)

    @property
    def h(self) -> float:
        """The hue, from 0 to 1."""
        r, g, b = Single(self.r), Single(self.g), Single(self.b)
        most = max(r, g, b)
        delta = most - min(r, g, b)
        if float(delta) == 0.0:
            return 0.0
        if r == most:
            hue = (g - b) / delta
        elif g == most:
            hue = 2.0 + (b - r) / delta
        else:
            hue = 4.0 + (r - g) / delta
        hue = hue / 6.0
        return float(hue + 1.0 if hue < 0 else hue)

    @property
    def s(self) -> float:
        """The saturation, from 0 to 1."""
        most = max(self.r, self.g, self.b)
        return single(single(most - min(self.r, self.g, self.b)) / most) if most else 0.0

    @property
    def v(self) -> float:
        """The value: the brightest component."""
        return max(self.r, self.g, self.b)

    @property
    def ok_hsl_h(self) -> float:
        """The hue as the eye judges it, from 0 to 1."""
        return self._ok_hsl(0)

    @property
    def ok_hsl_s(self) -> float:
        """The saturation as the eye judges it, from 0 to 1."""
        return self._ok_hsl(1)

    @property
    def ok_hsl_l(self) -> float:
        """The lightness as the eye judges it, from 0 to 1."""
        return self._ok_hsl(2)

    def _ok_hsl(self, place: int) -> float:
        value = ok_hsl.from_rgb(self.r, self.g, self.b)[place]
        return 0.0 if math.isnan(value) else min(max(value, 0.0), 1.0)

    def __add__(self, other: Color) -> Color:
        """Return the sum, component by component."""
        if other.__class__ is not Color:
            return NotImplemented
        return self._of(*(a + b for a, b in zip(self._parts(), other._parts(), strict=True)))

    def __sub__(self, other: Color) -> Color:
        """Return the difference, component by component."""
        if other.__class__ is not Color:
            return NotImplemented
        return self._of(*(a - b for a, b in zip(self._parts(), other._parts(), strict=True)))

    def __mul__(self, other: Any) -> Color:
        """Return the product with a number, or with a colour component by component."""
        if other.__class__ is Color:
            return self._of(*(a * b for a, b in zip(self._parts(), other._parts(), strict=True)))
        if is_number(other):
            factor = single(other)
            return self._of(*(part * factor for part in self._parts()))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Color:
        """Return the quotient by a number, or by a colour component by component."""
        if other.__class__ is Color:
            return self._of(*map(divided, self._parts(), other._parts()))
        if is_number(other):
            divisor = single(other)
            return self._of(*(divided(part, divisor) for part in self._parts()))
        return NotImplemented

    def __neg__(self) -> Color:
        """Return the colour with every component, alpha too, taken from 1."""
        return self._of(*(1.0 - part for part in self._parts()))

    def __pos__(self) -> Color:
        """Return the colour itself."""
        return self

    def __lt__(self, other: Color) -> bool:
        """Tell whether this colour comes before the other: by the first component that differs."""
        return self._parts() < other._parts() if other.__class__ is Color else NotImplemented

    def to_argb32(self) -> int:
        """Return the colour as 32 bits, alpha first."""
        return self._packed("argb", _BYTE)

    def to_abgr32(self) -> int:
        """Return the colour as 32 bits, alpha first and red last."""
        return self._packed("abgr", _BYTE)

    def to_rgba32(self) -> int:
        """Return the colour as 32 bits, red first."""
        return self._packed("rgba", _BYTE)

    def to_argb64(self) -> int:
        """Return the colour as 64 bits, alpha first."""
        return self._packed("argb", _WORD)

    def to_abgr64(self) -> int:
        """Return the colour as 64 bits, alpha first and red last."""
        return self._packed("abgr", _WORD)

    def to_rgba64(self) -> int:
        """Return the colour as 64 bits, red first."""
        return self._packed("rgba", _WORD)

    def _packed(self, order: str, most: int) -> int:
        bits = 0
        for name in order:
            part = round_away(single(getattr(self, name) * most))
            bits = bits * (most + 1) | (int(part) & most if math.isfinite(part) else 0)
        return bits - 2**64 if bits >= 2**63 else bits

    def to_html(self, with_alpha: bool = True) -> str:
        """Return the colour as hexadecimal digits."""
        return "".join(f"{_byte(part):02x}" for part in (self._parts() if with_alpha else self._parts()[:3]))

    def clamp(self, min: Color | None = None, max: Color | None = None) -> Color:
        """Return each component, brought between those of two other colours, or between 0 and 1."""
        least = (0.0,) * 4 if min is None else min._parts()
        most = (1.0,) * 4 if max is None else max._parts()
        bounds = zip(self._parts(), least, most, strict=True)
        return self._of(*(low if part < low else high if part > high else part for part, low, high in bounds))

    def inverted(self) -> Color:
        """Return the colour with red, green and blue taken from 1."""
        return self._of(1.0 - self.r, 1.0 - self.g, 1.0 - self.b, self.a)

    def lerp(self, to: Color, weight: float) -> Color:
        """Return the colour between two, at a part of the way."""
        return self + (to - self) * weight

    def lightened(self, amount: float) -> Color:
        """Return the colour, made lighter by a part of what is missing to white."""
        part = Single(amount)
        return self._of(*(Single(each) + (1.0 - Single(each)) * part for each in self._parts()[:3]), self.a)

    def darkened(self, amount: float) -> Color:
        """Return the colour, made darker by a part of what it has."""
        rest = 1.0 - Single(amount)
        return self._of(*(Single(each) * rest for each in self._parts()[:3]), self.a)

    def blend(self, over: Color) -> Color:
        """Return the colour with another laid over it."""
        rest = 1.0 - Single(over.a)
        alpha = Single(self.a) * rest + over.a
        if float(alpha) == 0.0:
            return self._of(0.0, 0.0, 0.0, 0.0)
        pairs = zip(self._parts()[:3], over._parts()[:3], strict=True)
        return self._of(*((Single(below) * self.a * rest + Single(above) * over.a) / alpha for below, above in pairs), alpha)

    def get_luminance(self) -> float:
        """Return how light the colour is."""
        return float(Single(0.2126) * self.r + Single(0.7152) * self.g + Single(0.0722) * self.b)

    def srgb_to_linear(self) -> Color:
        """Return the colour of a screen as light."""
        return self._of(*map(_to_linear, self._parts()[:3]), self.a)

    def linear_to_srgb(self) -> Color:
        """Return light as the colour of a screen."""
        return self._of(*map(_to_srgb, self._parts()[:3]), self.a)

    def is_equal_approx(self, to: Color) -> bool:
        """Tell whether two colours are equal but for what calculating loses."""
        return all(map(equal_single, self._parts(), to._parts()))

    @staticmethod
    def hex(hex: int) -> Color:
        """Return the colour of 32 bits, red first.

        Args:
            hex: The bits, such as 0xFF8000FF.
        """
        return Color._of(*(single((hex >> bits & _BYTE) / _BYTE) for bits in (24, 16, 8, 0)))

    @staticmethod
    def hex64(hex: int) -> Color:
        """Return the colour of 64 bits, red first.

        Args:
            hex: The bits.
        """
        return Color._of(*(single((hex >> bits & _WORD) / _WORD) for bits in (48, 32, 16, 0)))

    @staticmethod
    def html(rgba: str) -> Color:
        """Return the colour of hexadecimal digits: 3, 4, 6 or 8, with or without a # before them.

        Args:
            rgba: The digits.
        """
        if not rgba:
            return Color()
        digits = rgba.removeprefix("#")
        if not Color.html_is_valid(rgba):
            reported(f"Invalid color code: {rgba}.")
            return Color()
        size = 1 if len(digits) <= 4 else 2  # noqa: PLR2004  # up to four digits are one for each component
        numbers = [int(digits[at : at + size], 16) / (16**size - 1) for at in range(0, len(digits), size)]
        return Color(*numbers)

    @staticmethod
    def html_is_valid(color: str) -> bool:
        """Tell whether a text is 3, 4, 6 or 8 hexadecimal digits, with or without a # before them.

        Args:
            color: The text.
        """
        digits = color.removeprefix("#")
        return len(digits) in _LENGTHS and _HEX.issuperset(digits)

    @staticmethod
    def from_string(str: str, default: Color) -> Color:
        """Return the colour of a code or of a name.

        Args:
            str: The text.
            default: What is returned where it is neither.
        """
        if Color.html_is_valid(str):
            return Color.html(str)
        return getattr(Color, _BY_WORD.get(_word(str), ""), default)

    @classmethod
    def _named(cls, name: str) -> Color:
        """Return the colour with a name, and report where there is none."""
        found = _BY_WORD.get(_word(name))
        if found is None:
            reported(f"Invalid color name: {name}.")
            return cls()
        color: Color = getattr(cls, found)
        return color

    @staticmethod
    def from_hsv(h: float, s: float, v: float, alpha: float = 1.0) -> Color:
        """Return the colour of hue, saturation and value.

        Args:
            h: The hue, where 1 is 0 again.
            s: The saturation.
            v: The value.
            alpha: The alpha.
        """
        saturation, value = Single(s), Single(v)
        if float(saturation) == 0.0:
            return Color._of(value, value, value, alpha)
        hue = Single(mod(Single(h) * 6.0, 6.0))
        sector = math.floor(hue) if math.isfinite(hue) else -1
        part = hue - sector
        p, q, t = value * (1.0 - saturation), value * (1.0 - saturation * part), value * (1.0 - saturation * (1.0 - part))
        sectors = {0: (value, t, p), 1: (q, value, p), 2: (p, value, t), 3: (p, q, value), 4: (t, p, value)}
        return Color._of(*sectors.get(sector, (value, p, q)), alpha)

    @staticmethod
    def from_ok_hsl(h: float, s: float, l: float, alpha: float = 1.0) -> Color:  # noqa: E741  # the engine's name
        """Return the colour of hue, saturation and lightness as the eye judges them.

        Args:
            h: The hue.
            s: The saturation.
            l: The lightness.
            alpha: The alpha.
        """
        return Color._of(*ok_hsl.to_rgb(h, s, l), alpha).clamp()

    @staticmethod
    def from_rgbe9995(rgbe: int) -> Color:
        """Return the colour of 32 bits that share one exponent.

        Args:
            rgbe: The bits.
        """
        scale = 2.0 ** ((rgbe >> 27 & 31) - 24)
        return Color._of(*((rgbe >> bits & 511) * scale for bits in (0, 9, 18)), 1.0)

    @staticmethod
    def from_rgba8(r8: int, g8: int, b8: int, a8: int = 255) -> Color:
        """Return the colour of four bytes.

        Args:
            r8: Red, from 0 to 255.
            g8: Green.
            b8: Blue.
            a8: Alpha.
        """
        return Color._of(*(single(part) / _BYTE for part in (r8, g8, b8, a8)))


_open: Callable[[], Color] = _Open  # type: ignore[assignment]  # what it makes becomes a Color as soon as it is filled in


def Color8(r8: int, g8: int, b8: int, a8: int = 255) -> Color:  # noqa: N802  # GDScript's name
    """Return the colour of four bytes.

    Args:
        r8: Red, from 0 to 255.
        g8: Green.
        b8: Blue.
        a8: Alpha.

    Raises:
        ScriptError: One of them is no number.
    """
    for place, part in enumerate((r8, g8, b8, a8), 1):
        if not isinstance(part, (int, float)):
            wrong = not_convertible("Color8", place, part, "int")
            raise type(wrong)(str(wrong).replace("in utility function", "in GDScript utility function"))
    return Color.from_rgba8(*map(int, (r8, g8, b8, a8)))


def _byte(part: float) -> int:
    """Return a component as a number from 0 to 255."""
    return int(min(max(round_away(single(part * _BYTE)), 0.0), 255.0)) if not math.isnan(part) else 0


def _word(name: str) -> str:
    """Return a name of a colour as it is looked up: capitals alone."""
    return name.translate(str.maketrans("", "", " -_'.")).upper()


def _to_linear(part: float) -> float:
    if part < single(0.04045):
        return single(part * single(1.0 / single(12.92)))
    return single(math.pow(single((part + 0.055) * (1.0 / (1.0 + 0.055))), single(2.4)))


def _to_srgb(part: float) -> float:
    if part < single(0.0031308):
        return single(single(12.92) * part)
    return single((1.0 + 0.055) * single(math.pow(part, single(1.0 / single(2.4)))) - 0.055)


_BY_WORD: Final = {_word(name): name for name in COLOR_NAMES}
for _name, _bits in COLOR_NAMES.items():
    setattr(Color, _name, Color.hex(_bits))
