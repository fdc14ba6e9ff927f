// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/scope.h"
#include "marked_text.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

Q_DECLARE_METATYPE(gatewright::Language)

class TestScope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kept_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<QByteArray>("kept");
        QTest::addColumn<bool>("closed");
        const Language cpp = Language::HlsCpp;
        const Language python = Language::Qiskit;
        QTest::newRow("single line") << cpp << QByteArray("f(|);") << QByteArray("a, b\nc")
                                     << QByteArray("a, b") << true;
        QTest::newRow("single line, going on")
            << cpp << QByteArray("f(|);") << QByteArray("a, b") << QByteArray("a, b") << false;
        QTest::newRow("statement") << cpp << QByteArray("  int a = |") << QByteArray("b;\n  int c;\n")
                                   << QByteArray("b;") << true;
        QTest::newRow("statement, unfinished")
            << cpp << QByteArray("  int a = |") << QByteArray("b") << QByteArray("b") << false;
        QTest::newRow("loop with its body")
            << cpp << QByteArray("  for (int i|") << QByteArray(" = 0; i < N; i++) {\n    x;\n  }\n  y;\n")
            << QByteArray(" = 0; i < N; i++) {\n    x;\n  }") << true;
        QTest::newRow("python body") << python << QByteArray("    for i in |")
                                     << QByteArray("range(3):\n        qc.h(i)\n    return qc\n")
                                     << QByteArray("range(3):\n        qc.h(i)") << true;
        QTest::newRow("body of an opened block")
            << cpp << QByteArray("void f() {|\n") << QByteArray("\n  a;\n  b;\n}\n\nvoid g() {\n")
            << QByteArray("\n  a;\n  b;\n}") << true;
        QTest::newRow("block ends at a blank line")
            << python << QByteArray("    |") << QByteArray("a = 1\n    b = 2\n\n    c = 3\n")
            << QByteArray("a = 1\n    b = 2") << true;
        QTest::newRow("one blank line may come first")
            << python << QByteArray("def f():|") << QByteArray("\n\n    a = 1\n")
            << QByteArray("\n\n    a = 1") << false;
        QTest::newRow("block ends before less indentation")
            << cpp << QByteArray("    |\n") << QByteArray("a;\n  }\n}\n") << QByteArray("a;") << true;
        QTest::newRow("call over several lines")
            << python << QByteArray("x = |") << QByteArray("f(\n    1,\n    2,\n)\ny = 3\n")
            << QByteArray("f(\n    1,\n    2,\n)") << true;
        QTest::newRow("at most six lines")
            << cpp << QByteArray("  |") << QByteArray("a;\n  b;\n  c;\n  d;\n  e;\n  f;\n  g;\n")
            << QByteArray("a;\n  b;\n  c;\n  d;\n  e;\n  f;") << true;
        QTest::newRow("trailing blanks go")
            << cpp << QByteArray("x = |") << QByteArray("1;   \n") << QByteArray("1;") << true;
        QTest::newRow("fence of a chat")
            << python << QByteArray("def f():|") << QByteArray("\n    return 1\n    ```\n")
            << QByteArray("\n    return 1") << true;
        QTest::newRow("nothing") << cpp << QByteArray("x|") << QByteArray("") << QByteArray("") << false;
        QTest::newRow("only blank lines")
            << cpp << QByteArray("{|") << QByteArray("\n\n\n\n") << QByteArray("") << true;
        QTest::newRow("colon in a dictionary is no block")
            << python << QByteArray("d = {|") << QByteArray("1: 2}\nx = 3\n") << QByteArray("1: 2}") << true;
    }
    void kept()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, marked);
        QFETCH(QByteArray, generated);
        const MarkedText text(language, marked.toStdString());
        const std::string answer = generated.toStdString();
        const Scope scope = scopeOf(text.context, answer);
        QTEST(QByteArray::fromStdString(answer.substr(0, scope.length)), "kept");
        QTEST(scope.closed, "closed");
    }

    void growingNeverShortensAClosedScope()
    {
        const MarkedText text(Language::HlsCpp, "  for (|");
        const std::string answer = "int i = 0; i < 4; i++) {\n    a[i] = 0;\n\n    b();\n  }\n  c();\n";
        Scope closed;
        for (std::size_t length = 0; length <= answer.size(); ++length) {
            const Scope scope = scopeOf(text.context, std::string_view(answer).substr(0, length));
            if (closed.closed)
                QCOMPARE(scope.length, closed.length);
            else
                closed = scope;
        }
        QVERIFY(closed.closed);
    }
};

QTEST_GUILESS_MAIN(TestScope)
#include "tst_scope.moc"
