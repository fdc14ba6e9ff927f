// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bridge_servers/server_window.h"
#include "ui/bridge/servers/checker_answers.h"
#include "ui/bridge/servers/completion_assistant.h"
#include "ui/bridge/servers/hover_assistant.h"

#include <QTest>

using namespace gatewright;

namespace {

// A window whose other server knows nothing, with the real checker.
struct CheckedWindow : ServerWindow
{
    CheckedWindow(std::string_view text, Language language)
        : ServerWindow("{'capabilities':{}}", text, language)
        , client(command(folder), clock, [this] { return followed.all(); })
        , answers(client, [this](const QString &uri) { return followed.language(uri); })
        , completion(servers, library, [this]() -> const Theme & { return look(); })
        , hover(servers, library, [this]() -> const Theme & { return look(); })
    {
        followed.setFollowers({&servers, &client.documents()});
        servers.add(answers);
        completion.setFront(front());
        hover.setFront(front());
        client.start();
    }
    ~CheckedWindow() { followed.setFollowers({}); }

    static Command command(const test::Folder &folder)
    {
        Command made;
        made.program = QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-checker");
        made.arguments = QStringList{QStringLiteral("--profile"), folder.path("profile")};
        return made;
    }
    [[nodiscard]] QStringList labels() const
    {
        QStringList found;
        for (int row = 0; completion.isOpen() && row < completion.popup()->rows().rowCount(); ++row)
            found.append(completion.popup()->rows().row(row).label);
        return found;
    }

    checker::CheckerClient client;
    CheckerAnswers answers;
    CompletionAssistant completion;
    HoverAssistant hover;
};

constexpr int patience = 30'000;

} // namespace

// What the checker knows by heart, from its tables to the window.
class TestCheckerAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pragmasAreCompletedAndExplained()
    {
        CheckedWindow window("void f(int a[4])\n{\n#pragma HLS\n}\n", Language::HlsCpp);
        QVERIFY(!window.completion.canRequest()); // it does not run yet
        QTRY_VERIFY_WITH_TIMEOUT(window.completion.canRequest(), patience);
        window.caretBehind("#pragma HLS");
        window.type(" ");
        QTRY_VERIFY_WITH_TIMEOUT(window.labels().size() > 20, patience);
        window.type("array_p");
        QCOMPARE(window.labels().value(0), QStringLiteral("array_partition"));
        window.key(Qt::Key_Return);
        window.type(" ");
        QTRY_VERIFY(window.labels().contains(QStringLiteral("variable=")));
        window.type("vari");
        window.key(Qt::Key_Return);
        QTRY_COMPARE(window.labels(), QStringList{QStringLiteral("a")}); // the value is asked for
        window.key(Qt::Key_Return);
        QVERIFY2(window.text().find("#pragma HLS array_partition variable=a\n") != std::string::npos,
                 window.text().c_str());
        window.caretBehind("#pragma HLS array_par");
        window.hover.showAtCaret();
        QTRY_VERIFY(window.hover.isOpen());
        QVERIFY(window.hover.card()->plainText().contains(QLatin1String("Splits an array")));
    }
    void namesOfOlderQiskitAreTold()
    {
        CheckedWindow window("from qiskit import execute\n", Language::Qiskit);
        QTRY_VERIFY_WITH_TIMEOUT(window.hover.canShow(), patience);
        window.caretBehind("import exe");
        window.hover.showAtCaret();
        QTRY_VERIFY_WITH_TIMEOUT(window.hover.isOpen(), patience);
        QVERIFY(window.hover.card()->plainText().contains(QLatin1String("removed in Qiskit 1.0")));
        window.caretBehind("import execute");
        window.key(Qt::Key_Return);
        window.type("from qiskit.primitives import Samp");
        QTRY_COMPARE_WITH_TIMEOUT(window.labels(), QStringList{QStringLiteral("StatevectorSampler")},
                                  patience);
        window.key(Qt::Key_Return);
        QVERIFY(window.text().find("import StatevectorSampler") != std::string::npos);
    }
    void plainTextIsNobodysBusiness()
    {
        CheckedWindow window("#pragma HLS \n", Language::PlainText);
        QTRY_VERIFY_WITH_TIMEOUT(window.client.isReady(), patience);
        QVERIFY(!window.completion.canRequest());
        QVERIFY(!window.hover.canShow());
    }
};

QTEST_MAIN(TestCheckerAnswers)
#include "tst_checker_answers.moc"
