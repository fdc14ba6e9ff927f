// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/file_symbols.h"

using namespace gatewright;

class TestFileSymbols : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndPlacesOfAText()
    {
        const auto symbols =
            symbolsOf(Language::HlsCpp, "namespace dsp {\nstruct Fir {\n  int run() { return 1; }\n};\n}\n"
                                        "void top() {}\n");
        GW_VERIFY_RESULT(symbols);
        QCOMPARE(symbols->size(), std::size_t{4});
        QCOMPARE((*symbols)[2].name, QStringLiteral("run"));
        QCOMPARE((*symbols)[2].inside, QStringLiteral("dsp::Fir"));
        QCOMPARE((*symbols)[2].place, (HumanPosition{3, 7}));
        QCOMPARE((*symbols)[3].kind, OutlineItem::Kind::Function);
        QCOMPARE((*symbols)[3].place, (HumanPosition{6, 6}));
        GW_VERIFY_ERROR(symbolsOf(Language::PlainText, "x"), ErrorCode::Unsupported);
    }

    void sourcesOfAFolder()
    {
        const test::Folder folder;
        folder.write("a.cpp", "void first() {}\n");
        folder.write("sub/b.py", "def second():\n    pass\n");
        folder.write("notes.txt", "void third() {}\n");
        const auto index = indexFiles(folder.path());
        GW_VERIFY_RESULT(index);
        const auto found = symbolsOf(**index, {});
        GW_VERIFY_RESULT(found);
        QVERIFY(found->complete);
        QCOMPARE(found->symbols.size(), std::size_t{2});
        QCOMPARE(found->symbols[1].path, folder.path("sub/b.py"));
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(symbolsOf(**index, stop.get_token()), ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestFileSymbols)
#include "tst_file_symbols.moc"
