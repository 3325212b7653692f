"""Our own list of texts that programs trip over: every script we could think of, and words made to run where they are
only to be read. Each goes through every kind of file and comes back as it was."""

SCRIPTS = (
    "Łódź, Kraków, żółć", "Ærøskøbing, Ørsted, Åse", "Þórður Jökulsson, ðǫrð", "Ğazi, İstanbul, ışık, Şişli",
    "Nguyễn Thị Huyền Trân", "Dvořák, Škoda, ďábel, ťal", "Ștefan Țepeș, ăâî", "Ħaż-Żebbuġ, għajn",
    "Māori: ngā tāngata", "ʻŌkina: Hawaiʻi, Kahoʻolawe", "Ελληνικά: ὁ βίος βραχύς",
    "Русский: съешь ещё этих булок", "Українська: їжак, ґанок", "Српски: ђак, џем, њива",
    "Ѿ ѣ ѫ ҂ old Cyrillic", "Հայերեն: ողջույն", "ქართული: გამარჯობა", "ᲥᲐᲠᲗᲣᲚᲘ in capitals", "עברית: שלום עולם",
    "עִבְרִית with points: בְּרֵאשִׁית", "العربية: مرحبا بالعالم", "العَرَبِيَّة with marks: كِتَابٌ",
    "فارسی: سلام دنیا، پ چ ژ گ", "اردو: ہیلو دنیا", "ܣܘܪܝܝܐ Syriac", "ދިވެހި Thaana", "ⵜⴰⵎⴰⵣⵉⵖⵜ Tifinagh",
    "አማርኛ: ሰላም ዓለም", "ᎣᏏᏲ Cherokee", "ᐃᓄᒃᑎᑐᑦ Inuktitut", "ᚠᚢᚦᚨᚱᚲ runes", "᚛ᚈᚑᚋ ᚄᚉᚑᚈᚈ᚜ ogham",
    "हिन्दी: नमस्ते दुनिया", "संस्कृतम्: क्षत्रियः, ज्ञानम्, त्र्य", "বাংলা: ওহে বিশ্ব", "ਪੰਜਾਬੀ: ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "ગુજરાતી: નમસ્તે", "ଓଡ଼ିଆ: ନମସ୍କାର", "தமிழ்: வணக்கம், க்ஷ", "తెలుగు: నమస్కారం", "ಕನ್ನಡ: ನಮಸ್ಕಾರ",
    "മലയാളം: നമസ്കാരം, ൻ ർ ൽ", "සිංහල: ආයුබෝවන්, ක්‍ෂ", "ไทย: สวัสดีชาวโลก ที่ นี้", "ລາວ: ສະບາຍດີ",
    "བོད་ཡིག: བཀྲ་ཤིས་བདེ་ལེགས", "မြန်မာ: မင်္ဂလာပါ", "ភាសាខ្មែរ: សួស្តី ស្ត្រី", "ᠮᠣᠩᠭᠣᠯ Mongolian", "中文：你好，世界",
    "繁體：龍龜鬱", "日本語：こんにちは、世界。ｶﾀｶﾅ", "漢字の外字：𠮟る、𩸽、葛󠄀城", "한국어: 안녕하세요",
    "한글 jamo: ᄒ\u1161ᆫ", "꧋ꦧꦱꦗꦮ Javanese", "ꓡꓲꓢꓴ Lisu", "𐤀𐤁𐤂 Phoenician", "𐎠𐎡𐎢 cuneiform of Persia",
    "𒀀𒁀𒂀 cuneiform", "𓀀𓁐𓂀 hieroglyphs", "𐐀𐐨 Deseret", "𞤀𞤣 Adlam", "𝔄𝕬𝒜𝙰 letters of mathematics",
    "ℵ₀ ∑∏∫ √2 ≠ ∞", "½ ⅓ ⅞ ⅐ ↉ ¼", "₂O H⁺ m² 10⁻⁶ ™®©℠", "Ⅷ ⅻ ⓩ ⑳ ㊿", "№ 7 ‰ ‱ § ¶ † ‡", "€ ₹ ₽ ₿ ¥ £ ¢ ฿ 元",
    "“quotes” ‘single’ „low“ «guillemets» 「corner」", "hyphen-‐‑‒–—―−", "dots… ․ ‥ ⋯ ·", "♠♥♦♣ ♪♫ ☎ ✓ ✗ ☐ ☑",
    "▁▂▃▄▅▆▇█ ░▒▓ ─│┌┐", "⠓⠑⠇⠇⠕ Braille", "🄰🅱🆎 squared",
)  # fmt: skip
DIRECTIONS = (
    "left \u202eright to left\u202c left", "\u202dforced\u202c", "\u2066isolated\u2069",
    "\u2067עברית\u2069 left", "\u2068first strong\u2069", "\u200fmark\u200e", "unclosed \u202e override",
    "unclosed \u2067 isolate", "\u202c\u202c\u2069", "Dr. כהן, MD (1970)", "claim 12-34 של רות",
    "العدد 3.14 و 42 %", "file\u202egpj.exe", "a\u061cb", "\u202a\u202b\u202c\u202d\u202e",
    "(עברית) [العربية] {فارسی}", "!שלום, world", "12:30 ص", "\u2066\u2067\u2068\u2069\u2069\u2069",
    "ltr שלום ltr مرحبا ltr",
)  # fmt: skip
EMOJI = (
    "👩‍⚕️ nurse", "👨‍👩‍👧‍👦 family", "🏳️‍🌈 flag", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland", "🇺🇸🇲🇽 flags in a row",
    "🇺 half a flag", "👍🏻👍🏽👍🏿 skins", "🧑🏽‍🦽‍➡️ chair", "0️⃣#️⃣*️⃣ keycaps", "❤️ and ❤︎",
    "☎\ufe0e text ☎\ufe0f picture", "🫠🫱🏼‍🫲🏿 new ones", "\u200d\u200d joiners alone", "👩\u200d",
    "\u200d👩", "😀\ufe0f\ufe0f\ufe0f", "🏻 skin alone", "🧬💉💊🩻🩼🦽", "♿🚑🏥⚕️", "👁️‍🗨️", "🐈‍⬛🐻‍❄️🐦‍⬛",
)  # fmt: skip
COMBINING = (
    "e\u0301 and é", "a\u0308\u0304 stacked", "\u0301 alone at the start", "x\u0336y\u0336z\u0336 struck",
    "n" + "\u0303" * 60, "Z\u0351\u036b\u0343\u036a a\u0310\u0302 l\u0358\u034d g\u0321\u0353 o\u0309\u0300",
    "1\u20e3 2\u20e3", "ก\u0e31\u0e31\u0e31", "क\u094d\u200dष क\u094d\u200cष", "\u0915\u093f\u0915\u093f",
    "o\u0328\u0301 and ǫ́", "ﬁ ﬂ ﬃ ﬀ ﬆ ligatures", "ſ long s, ẞ ß SS", "İ i̇ I ı", "Å Å Å three of them", "Ω Ω",
    "가 가", "\u1100\u1161\u11a8 jamo", "a\u034fb", "ा alone", "\u20d2\u20d3 over nothing",
    "Ʃ ʃ ɸ β ɣ phonetic", "t\u0361s d\u035cz ties", "\ufe20x\ufe21", "ǅ ǈ ǋ title case",
)  # fmt: skip
CONTROLS = (
    "nul\x00nul", "\x01\x02\x03\x04\x05\x06\x07", "back\x08space", "vertical\x0btab", "form\x0cfeed",
    "carriage\rreturn", "\r\n\r\n", "shift\x0eout\x0fin", "\x10\x11\x12\x13\x14\x15\x16\x17",
    "substitute\x1aend", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J\x1b[H",
    "\x1c\x1d\x1e\x1f separators", "delete\x7f", "\x80\x81\x8d\x8f\x90\x9d", "next\x85line", "\x9b31m",
    "\xa0hard\xa0space\xa0", "soft\xadhyphen", "\u2028line\u2029paragraph", "\u200b\u200c\u200d zero width",
    "\u2060word\u2060joiner", "\ufeffmark in front", "mark\ufeffinside", "\u180evowel separator",
    "\u2061\u2062\u2063\u2064", "\u206a\u206b\u206c\u206d\u206e\u206f", "\ufff9note\ufffaof\ufffbit",
    "object \ufffc here", "replaced \ufffd", "\x00", "\x08\x08\x08", "\x1f", "\t", "\t\tindented",
    "tab\tin\tthe\tmiddle", "ends in tab\t", " ", "   ", "\u3000wide\u3000",
    "\u1680ogham\u2002en\u2003em\u2009thin\u205f", "a\nb", "a\r\nb\rc\nd", "\n\n\nlast", "first\n\n\n",
    " leads", "trails ", "two  spaces   three", "_x0000_ _x000D_ _x005F_", "_xD800_", "_x005F_x0041_",
)  # fmt: skip
SURROGATES = (
    "\ud800", "\udbff", "\udc00", "\udfff", "high\ud83dalone", "low\ude00alone", "\ude00\ud83d reversed",
    "\ud800\ud800", "x\udcffy", "\udc80\udc81 of an odd file name",
)  # fmt: skip
PRIVATE = (
    "\ue000 first private", "\uf8ff the apple", "\uf0b7 a bullet of Symbol", "\uf0a7\uf0d8\uf0fc Wingdings",
    "\U000f0000 plane 15", "\U0010fffd last", "\ufdd0 no character", "\ufffe", "\uffff", "\U0001ffff",
    "\U0010ffff", "\U000e0001\U000e0041 tags", "\U000e0100 selector", "\u0378 unassigned",
    "\U00050000 empty plane",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=A1", "=SUM(A1:A9)", "=cmd|' /C notepad'!A0", '=HYPERLINK("http://example.invalid","see")',
    "=IMPORTXML(CONCAT(1),2)", '=WEBSERVICE("http://example.invalid")', '=DDE("a";"b";"c")', "+1+1", "+A1",
    "-1-1", "-A1", "@SUM(1)", "@A1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\ufeff=1+1",
    "\u200b=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1+1", '"=1+1"', "=1+1;2", "1;=1+1", "1,=1+1", "=-+@",
    "%=1", "=\x001", "==1", "= ", "=", "+", "-", "@", "0x1F", "1E5", "1e309", "-0", "00123", "1/2", "3-4",
    "10-325", "12:30", "TRUE", "#REF!", "#N/A", "{=1}", "=_xlfn.X()", "=EXEC(1)", "=REGISTER(1)", "|cmd", ";1",
    "!A0",
)  # fmt: skip
QUERIES = (
    "'; DROP TABLE cases;--", "1' OR '1'='1", '" OR ""="', "1; SELECT 1", "' UNION SELECT * FROM events--",
    "Robert'); DELETE FROM cases;--", "/* comment */", "-- comment", "\\'; --", "%", "_", "%_%",
    "'||(SELECT 1)||'", "NULL", "null", "x'00'", "?1", ":name", "$1", "`", "[cases]", "NEAR(a b, 2)",
    '"unclosed', "a AND", "OR", "NOT", "a*", "*", "^a", "col:x", "decision:", "in:letter", "date:..",
    "a AND (b", "{a b}", "- -",
)  # fmt: skip
MARKUP = (
    "<", ">", "&", "&amp;", "&#0;", "&#x1F;", "&lt;b&gt;", "&nbsp;", "&unknown;", "<b>bold</b>", "</w:t>",
    "</w:t></w:r></w:p>", "<w:p/>", '<w:t xml:space="preserve"> </w:t>', "<w:br/>", "<si><t>x</t></si>",
    "</row></sheetData>", "]]>", "<![CDATA[x]]>", "<!-- -- -->", "<?xml version='1.0'?>", "<?mso-application?>",
    "<!DOCTYPE a>", "<!ENTITY a 'b'>", "&e;&e;&e;", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<iframe src='file:///etc/passwd'>", "javascript:alert(1)", "data:text/html,x", "<a href='file://x'>",
    "<svg/onload=x>", "<style>*{}</style>", "<!--[if mso]>", "<xi:include href='x'/>", '"', "'", '">', "'>",
    "</", "<>", "<a b='", '{"a": 1}', '{"value": null}', "[]", '\\"', "\\u0000", "\\n", "{{ 7*7 }}",
    "{% if x %}", "${7*7}", "#{7*7}", "%(a)s", "%s %d %n", "{0} {x} {}", "$HOME", "`id`", "$(id)", "; ls",
    "| more", "&& echo", "> /dev/null",
)  # fmt: skip
WORD = (
    "{ DDEAUTO excel a b }", "{ DDE a b }", "{ INCLUDETEXT c:\\x }",
    '{ INCLUDEPICTURE "http://example.invalid/x" }', "{ HYPERLINK x }", "{ PAGE }", "{ TOC \\o }", "{ SEQ a }",
    "{ REF a }", "{ IF 1=1 a b }", "{ MACROBUTTON a b }", "{ FORMTEXT }", "{ QUOTE 65 }",
    "{ EMBED Word.Document }", "\x13 DATE \x14x\x15", "fldSimple", "w:instrText",
    "imr/00000001/-/side/00000000", "_imr_00000001_00000001_00000001", "_Toc123", "_GoBack", "altChunk",
    "oleObject1.bin", "vbaProject.bin", "{\\rtf1 x}", "\\par \\b0", "{\\object\\objdata 00}", "^p ^l ^m",
    "«FIELD»", "[Click here]", "TO REVIEW", "not stated in the letter", "◆\xa0to\xa0review",
    "CONFIDENTIAL - ATTORNEY WORK PRODUCT", "p. 2, l. 14", "¶ 12", "(entered by hand)",
)  # fmt: skip
NAMES = (
    "../../etc/passwd", "..\\..\\windows", "C:\\CON", "NUL", "COM1", "LPT1.txt", "aux.docx",
    "file://host/share", "\\\\host\\share", "~", "~root", ".", "..", ".hidden", "a/b", "a\\b", "a:b", "a|b?c*d",
    "trailing.", "trailing ", "-rf", "--help", "%2e%2e%2f", "%00", "a\x00.docx", "x.exe.pdf", "name\nwith line",
    "very " * 60 + "long name",
)  # fmt: skip
PROGRAMS = (
    "undefined", "None", "nil", "NaN", "Infinity", "-Infinity", "true", "false", "True", "0", "00", "-1", "1.0",
    "1,0", "1 000", "1'000", "0b1", "9" * 40, "2147483648", "9223372036854775808", "1.7976931348623159e308",
    "0.1e-400", "1970-01-01", "2016-02-30", "0000-00-00", "9999-12-31T23:59:60Z", "02/29/1900", "13/13/2013",
    "()", "[object Object]", "function(){}", "constructor", "__proto__", "__class__", "toString", "length",
    "id", "class", "import os", "os.system('x')", "(?:a+)+$", "(((((", ")))))", "\\", "\\\\", "\\x", "\\0", "/",
    "//", "/*", "*/", "#", "##", "---", "***", "```",
)  # fmt: skip
LONG = (
    "x" * 33_000, "no break here" * 1_000, "word " * 5_000, "線" * 5_000, "👩‍⚕️" * 900, "e\u0301" * 4_000,
    "line\n" * 400, "=" * 1_000, '"' * 1_000, "<" * 1_000, "&" * 1_000, "\u202e" * 500, "\u200b" * 2_000,
    "\t" * 300, "a\u00ad" * 1_000,
)  # fmt: skip
STRINGS = tuple(dict.fromkeys(
    (*SCRIPTS, *DIRECTIONS, *EMOJI, *COMBINING, *CONTROLS, *SURROGATES, *PRIVATE, *FORMULAS, *QUERIES, *MARKUP, *WORD,
     *NAMES, *PROGRAMS, *LONG)
))  # fmt: skip
