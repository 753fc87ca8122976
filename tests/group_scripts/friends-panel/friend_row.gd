extends Control
class_name FriendRow

var steam_id: int = 0
var steam_name: String = ""
var avatar: Image
var texture: ImageTexture


func _ready() -> void:
	Steam.avatar_loaded.connect(_on_avatar_loaded)
	Steam.connect("persona_state_change", _on_persona_state_change)


func set_member(id: int, text: String, size: int = Steam.AVATAR_SMALL) -> void:
	steam_id = id
	steam_name = text
	name = "Friend%d" % (id % 1000)
	Steam.getPlayerAvatar(size, id)


func line() -> String:
	var state: String = "offline"
	match Steam.getFriendPersonaState(steam_id):
		Steam.PERSONA_STATE_ONLINE: state = "online"
		Steam.PERSONA_STATE_AWAY: state = "away"
		Steam.PERSONA_STATE_OFFLINE: state = "offline"
		_: state = "busy"
	var doing: String = Steam.getFriendRichPresence(steam_id, "status")
	return "%s is %s%s" % [steam_name, state, "" if doing.is_empty() else " (%s)" % doing]


func _on_avatar_loaded(id: int, width: int, data: PackedByteArray) -> void:
	if id != steam_id:
		return
	avatar = Image.create_from_data(width, width, false, Image.FORMAT_RGBA8, data)
	if width > 128:
		avatar.resize(128, 128, Image.INTERPOLATE_LANCZOS)
	texture = ImageTexture.create_from_image(avatar)
	print("| avatar of %s: %d pixels wide, %d bytes, the first is %s" % [steam_name, width, data.size(), data.slice(0, 4)])


func _on_persona_state_change(id: int, flags: int) -> void:
	if id == steam_id and flags & Steam.PERSONA_CHANGE_NAME:
		var before: String = steam_name
		steam_name = Steam.getFriendPersonaName(id)
		print("| %s is called %s now" % [before, steam_name])
