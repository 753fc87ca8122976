"""What the writer knows besides the analysis: types that hold, links between scripts, families of classes, places and idioms."""
