"""Eighteen texts that anybody can type or paste and that stop a printer for seconds or minutes (T33)."""

BOMMEN = {
    "a million ordinary characters": "Een gewone zin over een kind. " * 33_340,
    "a hundred thousand in one word": "a" * 100_000,
    "one word of five thousand": "a" * 5_000,
    "five thousand lines": "x\n" * 5_000,
    "thirty thousand lines": "x\n" * 30_000,
    "ten thousand paragraphs": "x\n\n" * 10_000,
    "twenty thousand accents on one letter": "e" + "\u0301" * 20_000,
    "letters heaped with marks": ("Z" + "\u0300\u0301\u0302\u0303\u0304\u0305" * 5) * 500,
    "marks from an alphabet without font": ("a" + "\u0e49" * 50) * 200,
    "overrides of the direction": "\u202e\u202dabc" * 5_000,
    "directions within directions": "\u2066" * 5_000 + "x" + "\u2069" * 5_000,
    "no width between letters": "a\u200b" * 20_000,
    "joiners between Arabic letters": "ف\u200d" * 20_000,
    "ligatures": "ffi\ufb03" * 10_000,
    "families of emoji": "👨\u200d👩\u200d👧" * 5_000,
    "blanks that do not break": "a\u00a0" * 20_000,
    "signs that HTML escapes": "&<>\"'" * 20_000,
    "two hundred thousand blanks": "x" + " " * 200_000 + "x",
}
