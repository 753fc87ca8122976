extends Node
func _ready():
	for s in ["", "a", "Hello World", "a,b,,c", "  x ", "12.5abc", "res://a/b.c.d", "camelCaseText", "x\ny"]:
		print("== '", s.c_escape(), "'")
		print(s.length(), s.to_upper(), s.to_lower(), s.capitalize(), s.to_camel_case(), s.to_pascal_case(), s.to_snake_case(), s.to_kebab_case(), s.reverse(), s.left(2), s.left(-1), s.right(2), s.right(-1), s.substr(1), s.substr(1, 2), s.substr(9, 3))
		print(s.split(","), s.split(",", false), s.split(" ", true, 1), s.rsplit(",", true, 1), s.split(""), s.get_slice(",", 1), s.get_slice_count(","), s.split_floats(","))
		print(s.find("a"), s.rfind("a"), s.findn("A"), s.count("a"), s.countn("A"), s.contains("b"), s.containsn("B"), s.begins_with("a"), s.ends_with("c"), s.match("*a*"), s.matchn("?"), s.is_subsequence_of("abc Hello World"))
		print(s.strip_edges(), "|", s.strip_edges(true, false), "|", s.lstrip("a "), "|", s.rstrip("c "), "|", s.trim_prefix("a"), s.trim_suffix("c"), s.dedent(), s.indent("  "), s.strip_escapes())
		print(s.is_valid_int(), s.is_valid_float(), s.is_valid_identifier(), s.is_valid_filename(), s.is_valid_hex_number(), s.is_valid_html_color(), s.is_absolute_path(), s.is_relative_path(), s.validate_node_name(), s.validate_filename())
		print(s.to_int(), s.to_float(), s.hex_to_int(), s.bin_to_int(), s.hash(), s.md5_text(), s.sha1_text().left(6), s.to_utf8_buffer(), s.to_ascii_buffer(), s.unicode_at(0) if s else -1)
		print(s.get_file(), s.get_extension(), s.get_basename(), s.get_base_dir(), s.path_join("q"), s.simplify_path(), s.uri_encode(), s.uri_encode().uri_decode(), s.xml_escape(), s.json_escape(), s.c_escape(), s.c_unescape())
		print(s.pad_zeros(4), s.pad_decimals(2), s.lpad(6, "."), s.rpad(6, "."), s.repeat(2), s.insert(1, "Z"), s.erase(0, 1), s.replace("a", "1"), s.replacen("A", "2"), s.format({"a": 1}), s.bigrams(), s.similarity("Hello"), s.casecmp_to("a"), s.nocasecmp_to("A"), s.naturalcasecmp_to("a10"), s.filecasecmp_to("b"))
		print(s < "b", s == "a", s + "z", s % [], s in "abc Hello World", "a" in s, hash(s), s.is_empty(), s.to_wchar_buffer().size(), var_to_str(s), str_to_var(var_to_str(s)) == s, s.get_slicec(44, 0))
	print("a-b_c d".to_pascal_case(), "HTTPServer2D".to_snake_case(), "XMLParser".capitalize(), "test2Thing".to_snake_case(), "%s" % "x", "abc"[1], "abc"[-1])
	print("1,2,3".split_floats(","), ",".join(["a", "b"]), ",".join(PackedStringArray(["x"])), "abc".sha256_text().length(), String.num(3.14159, 2), String.num(1.0), String.num_int64(255, 16), String.num_scientific(1e10), String.chr(9731), String.humanize_size(123456), "a".similarity("b"), "é".to_utf8_buffer().get_string_from_utf8(), "0xff".hex_to_int(), "ff".hex_to_int(), "0b101".bin_to_int(), "-0x10".hex_to_int())
	for p in [^"a/b:c:d", ^"", ^"/root/x", ^":p", ^"../a"]: print(p, " ", p.get_name_count(), p.get_subname_count(), p.is_absolute(), p.is_empty(), p.get_concatenated_names(), p.get_concatenated_subnames(), p.get_as_property_path(), p.slice(0, 1), p.get_name(0) if p.get_name_count() else "-")
	get_tree().quit()
