extends Node
func _ready():
	print("abc".replace_char(97, 98), "abc".replace_char(-1, 66), "abc".replace_chars("ab", 67), "abc".remove_char(-1), "abc".remove_char(97), "abc".replace_char(97, 0))
	print("é".to_multibyte_char_buffer(), "".to_multibyte_char_buffer(), "abc".similarity("abd"), " a/b ".validate_filename())
	get_tree().quit()
