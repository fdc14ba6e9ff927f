// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/related_files.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestRelatedFiles : public QObject
{
    Q_OBJECT

    test::Folder m_folder;

    [[nodiscard]] std::vector<ContextFile> related(Language language, const char *name, std::string_view text,
                                                   const OpenText &open = {}) const
    {
        return relatedFiles(language, m_folder.path(name), text, open);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder.write("fir.h", "int taps;\n");
        m_folder.write("types.h", "int types;\n");
        m_folder.write("qft.py", "def qft(): pass\n");
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("folder.h")));
    }
    void localIncludes()
    {
        const auto files = related(Language::HlsCpp, "fir.cpp",
                                   "#include <vector>\n#include \"fir.h\"\n  #include \"types.h\"\n");
        QCOMPARE(files.size(), std::size_t(2));
        QCOMPARE(files[0].name, std::string("fir.h"));
        QCOMPARE(files[0].text, std::string("int taps;\n"));
        QCOMPARE(files[1].name, std::string("types.h"));
    }
    void localImports()
    {
        const auto files = related(Language::Qiskit, "main.py",
                                   "import numpy as np\nfrom qft import qft\nfrom a.b import c\n");
        QCOMPARE(files.size(), std::size_t(1));
        QCOMPARE(files[0].name, std::string("qft.py"));
    }
    void openDocumentsWin()
    {
        const auto files = related(Language::HlsCpp, "fir.cpp", "#include \"fir.h\"\n",
                                   [](const QString &) { return std::optional<std::string>("open"); });
        QCOMPARE(files.at(0).text, std::string("open"));
    }
    void nothingOutsideTheFolder()
    {
        QVERIFY(
            related(Language::HlsCpp, "fir.cpp", "#include \"../../etc/passwd\"\n#include \"/etc/passwd\"\n")
                .empty());
    }
    void whatIsNoFileIsLeftOut()
    {
        QVERIFY(related(Language::HlsCpp, "fir.cpp",
                        "#include \"folder.h\"\n#include \"absent.h\"\n#include \"\n#include\n")
                    .empty());
        QVERIFY(related(Language::HlsCpp, "fir.h", "#include \"fir.h\"\n").empty());
        QVERIFY(related(Language::PlainText, "fir.txt", "#include \"fir.h\"\n").empty());
    }
    void eachFileOnce()
    {
        QCOMPARE(related(Language::HlsCpp, "fir.cpp", "#include \"fir.h\"\n#include \"fir.h\"\n").size(),
                 std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestRelatedFiles)
#include "tst_related_files.moc"
