// SPDX-License-Identifier: Apache-2.0
#include "core/project/editor_config.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

using namespace gatewright;

class TestEditorConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFilesSayIsRead()
    {
        const test::Folder folder;
        folder.write(".editorconfig",
                     "root = true\n[*]\nindent_style = space\nindent_size = 4\nend_of_line = lf\n"
                     "charset = utf-8\ninsert_final_newline = true\n\n[*.py]\nindent_size = 2\n"
                     "max_line_length = 88\n[Makefile]\nindent_style = tab\n");
        folder.write("hls/.editorconfig",
                     "[*.{cpp,h}]\nindent_style = TAB\ntab_width = 8\nindent_size = tab\n"
                     "trim_trailing_whitespace = false\nend_of_line = crlf\n");
        const auto python = readEditorConfig(folder.path("a.py"));
        GW_VERIFY_RESULT(python);
        QCOMPARE(python->indentWithTabs, std::optional(false));
        QCOMPARE(python->indentWidth, std::optional(2));
        QCOMPARE(python->lineLength, std::optional(88));
        QCOMPARE(python->finalNewline, std::optional(true));
        QCOMPARE(python->trimTrailingSpace, std::nullopt);
        QCOMPARE(python->lineEnding, std::optional(LineEnding::Lf));
        QCOMPARE(python->encoding, std::optional(Encoding::Utf8));
        const auto kernel = readEditorConfig(folder.path("hls/fir.cpp"));
        GW_VERIFY_RESULT(kernel);
        QCOMPARE(kernel->indentWithTabs, std::optional(true));
        QCOMPARE(kernel->tabWidth, std::optional(8));
        QCOMPARE(kernel->indentWidth, std::optional(8)); // "tab": that of a tab
        QCOMPARE(kernel->lineEnding, std::optional(LineEnding::CrLf));
        QCOMPARE(kernel->trimTrailingSpace, std::optional(false));
    }

    void withoutFilesNothingIsSaid()
    {
        const test::Folder folder;
        folder.write(".editorconfig", "root = true\n");
        const auto config = readEditorConfig(folder.path("a.cpp"));
        GW_VERIFY_RESULT(config);
        QCOMPARE(*config, EditorConfig{});
    }

    void valuesWithoutMeaningAreNotThere()
    {
        const test::Folder folder;
        folder.write(".editorconfig",
                     "root = true\n[*]\nindent_style = both\nindent_size = 0\ntab_width = 99999\n"
                     "max_line_length = off\ncharset = ebcdic\nend_of_line = unset\n");
        const auto config = readEditorConfig(folder.path("a.cpp"));
        GW_VERIFY_RESULT(config);
        QCOMPARE(*config, EditorConfig{});
    }

    void aBrokenFileIsNamed()
    {
        const test::Folder folder;
        folder.write(".editorconfig", "root = true\n[*]\nthis is no line of it\n");
        const auto config = readEditorConfig(folder.path("a.cpp"));
        GW_VERIFY_ERROR(config, ErrorCode::Corrupt);
        QCOMPARE(config.error().place, folder.path(".editorconfig"));
    }
};

QTEST_GUILESS_MAIN(TestEditorConfig)
#include "tst_editor_config.moc"
