"""The pictures: maps, charts and printed documents; decides nothing."""
