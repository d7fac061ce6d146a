"""The charts of the story, by topic; `exarace.report.story` puts them in order."""
