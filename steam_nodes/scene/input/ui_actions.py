"""The actions every project has from the start, as the engine's project settings list them.

Rules: one line an action, in the engine's order: its name, then what belongs to it, keys by their names (`Cmd+` is Control, and Command on
macOS), `joy N` a button of any gamepad, `axis N -` a direction of an axis. The deadzone of all is 0.5.
"""

from __future__ import annotations

from typing import Final

ACTIONS: Final = """
ui_accept: Enter, Kp Enter, Space
ui_select: joy 3, Space
ui_cancel: Escape
ui_close_dialog: Escape
ui_close_dialog.macos: Meta+W, Escape
ui_focus_next: Tab
ui_focus_prev: Shift+Tab
ui_left: Left, joy 13, axis 0 -
ui_right: Right, joy 14, axis 0 +
ui_up: Up, joy 11, axis 1 -
ui_down: Down, joy 12, axis 1 +
ui_page_up: PageUp
ui_page_down: PageDown
ui_home: Home
ui_end: End
ui_accessibility_drag_and_drop:
ui_cut: Cmd+X, Shift+Delete
ui_copy: Cmd+C, Cmd+Insert
ui_focus_mode: Ctrl+M
ui_paste: Cmd+V, Shift+Insert
ui_undo: Cmd+Z
ui_redo: Cmd+Shift+Z, Cmd+Y
ui_text_completion_query: Ctrl+Space
ui_text_completion_accept: Tab, Enter, Kp Enter
ui_text_completion_replace: Shift+Tab, Shift+Enter, Shift+Kp Enter
ui_text_newline: Enter, Kp Enter
ui_text_newline_blank: Cmd+Enter, Cmd+Kp Enter
ui_text_newline_above: Cmd+Shift+Enter, Cmd+Shift+Kp Enter
ui_text_indent: Tab
ui_text_dedent: Shift+Tab
ui_text_backspace: Backspace, Shift+Backspace
ui_text_backspace_word: Cmd+Backspace
ui_text_backspace_word.macos: Alt+Backspace
ui_text_backspace_all_to_left:
ui_text_backspace_all_to_left.macos: Cmd+Backspace
ui_text_delete: Delete
ui_text_delete_word: Cmd+Delete
ui_text_delete_word.macos: Alt+Delete
ui_text_delete_all_to_right:
ui_text_delete_all_to_right.macos: Cmd+Delete
ui_text_caret_left: Left
ui_text_caret_word_left: Cmd+Left
ui_text_caret_word_left.macos: Alt+Left
ui_text_caret_right: Right
ui_text_caret_word_right: Cmd+Right
ui_text_caret_word_right.macos: Alt+Right
ui_text_caret_up: Up
ui_text_caret_down: Down
ui_text_caret_line_start: Home
ui_text_caret_line_start.macos: Ctrl+A, Cmd+Left, Home
ui_text_caret_line_end: End
ui_text_caret_line_end.macos: Ctrl+E, Cmd+Right, End
ui_text_caret_page_up: PageUp
ui_text_caret_page_down: PageDown
ui_text_caret_document_start: Cmd+Home
ui_text_caret_document_start.macos: Cmd+Up, Cmd+Home
ui_text_caret_document_end: Cmd+End
ui_text_caret_document_end.macos: Cmd+Down, Cmd+End
ui_text_caret_add_below: Cmd+Shift+Down
ui_text_caret_add_below.macos: Cmd+Shift+L
ui_text_caret_add_above: Cmd+Shift+Up
ui_text_caret_add_above.macos: Cmd+Shift+O
ui_text_scroll_up: Cmd+Up
ui_text_scroll_up.macos: Cmd+Alt+Up
ui_text_scroll_down: Cmd+Down
ui_text_scroll_down.macos: Cmd+Alt+Down
ui_text_select_all: Cmd+A
ui_text_select_word_under_caret: Alt+G
ui_text_select_word_under_caret.macos: Ctrl+Meta+G
ui_text_add_selection_for_next_occurrence: Cmd+D
ui_text_skip_selection_for_next_occurrence: Cmd+Alt+D
ui_text_clear_carets_and_selection: Escape
ui_text_toggle_insert_mode: Insert
ui_menu: Menu
ui_text_submit: Enter, Kp Enter
ui_unicode_start: Ctrl+Shift+U
ui_graph_duplicate: Cmd+D
ui_graph_delete: Delete
ui_graph_follow_left: Cmd+Left
ui_graph_follow_left.macos: Alt+Left
ui_graph_follow_right: Cmd+Right
ui_graph_follow_right.macos: Alt+Right
ui_filedialog_delete: Delete
ui_filedialog_up_one_level: Backspace
ui_filedialog_refresh: F5
ui_filedialog_show_hidden: H
ui_filedialog_find: Cmd+F
ui_filedialog_focus_path: Cmd+L
ui_filedialog_focus_path.macos: Cmd+G, Cmd+L
ui_swap_input_direction: Cmd+QuoteLeft
ui_colorpicker_delete_preset: joy 2, Delete
"""
