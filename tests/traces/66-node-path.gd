extends Node
func show(p: NodePath):
	var names := []
	for i in p.get_name_count(): names.append(str(p.get_name(i)))
	var subs := []
	for i in p.get_subname_count(): subs.append(str(p.get_subname(i)))
	print("  '", p, "' ", names, " ", subs, " absolute ", p.is_absolute(), " empty ", p.is_empty(), " names '", p.get_concatenated_names(), "' subnames '", p.get_concatenated_subnames(), "' property '", p.get_as_property_path(), "' hash ", p.hash())
func _ready():
	print("-- parts")
	for text in ["", "a", "a/b", "/root/x", "a/b:c", "a:b:c", ":x", ":x:y", "/", "a//b", "a/b/", "./a", "../a", "%U/a", "a/..", "/root:x", "a:", "a::b", ":", "/:x", "a/b:c:d/e", "//a", ".", ". /a"]:
		show(NodePath(text))
	print("-- slices")
	var path := NodePath("/root/A/B:x:y")
	for pair in [[0], [1], [2], [3], [4], [5], [9], [-1], [-2], [-3], [-5], [-9], [0, 1], [0, 2], [1, 3], [1, 4], [0, 9], [2, 1], [0, -1], [1, -2], [-3, -1], [3, 4], [0, 0]]:
		var s: NodePath = path.slice(pair[0]) if pair.size() == 1 else path.slice(pair[0], pair[1])
		print("  slice ", pair, " '", s, "' ", s.is_absolute(), " ", s.get_name_count(), " ", s.get_subname_count())
	path = NodePath("A/B:x")
	for pair in [[0], [1], [2], [3], [0, 1], [-1], [-2], [0, -1]]:
		print("  slice ", pair, " '", path.slice(pair[0]) if pair.size() == 1 else path.slice(pair[0], pair[1]), "'")
	print("-- equal"); print("  ", NodePath("a/b") == NodePath("a//b"), NodePath("a:b") == NodePath("a"), NodePath("a") == NodePath("/a"), NodePath("a/b").hash() == NodePath("a//b").hash())
	print("-- out of range"); print("  '", NodePath("a").get_name(1), "' '", NodePath("a").get_name(-1), "' '", NodePath("a:b").get_subname(1), "' '", NodePath("").get_name(0), "'")
	get_tree().quit()
