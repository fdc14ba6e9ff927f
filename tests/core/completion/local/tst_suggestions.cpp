// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/local_model.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/syntax_gate.h"
#include "core/completion/server/related_files.h"
#include "core/syntax/insertion_check.h"
#include "core/text/text_document.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace gatewright;
using namespace gatewright::completion;

// What must hold of any suggestion, at places of the sample workspace, with the real model.
class TestSuggestions : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<LocalModel> m_model;
    int m_asked = 0;
    int m_shown = 0;

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        auto loaded = LocalModel::load(*path, {}, m_clock);
        GW_VERIFY_RESULT(loaded);
        m_model = std::move(*loaded);
    }

    void suggestion_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("cut");
        const QString table = QStringLiteral(GATEWRIGHT_TEST_DATA "/completion/places.tsv");
        for (const QByteArray &row : test::readFile(table).split('\n')) {
            const QList<QByteArray> cells = row.split('\t');
            if (cells.size() == 4)
                QTest::newRow(row.constData()) << QString::fromUtf8(cells[0]) << cells[1].toInt()
                                               << cells[2].toInt() << QString::fromUtf8(cells[3]);
        }
    }
    void suggestion()
    {
        QFETCH(QString, file);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, cut);
        const QString path = QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/") + file;
        std::string text = test::readFile(path).toStdString();
        QVERIFY2(!text.empty(), qPrintable(path));
        const std::size_t cursor =
            TextDocument(Language::PlainText, text).lines().offset(text, HumanPosition{line, column});
        text.erase(cursor,
                   cut == QLatin1String("file") ? std::string::npos : text.find('\n', cursor) - cursor);

        CompletionService service(*m_model, syntaxGate(), m_clock);
        CompletionQuery query;
        query.language = languageForFile(path);
        query.fileName = QFileInfo(path).fileName().toStdString();
        query.text = text;
        query.cursor = cursor;
        query.related = relatedFiles(query.language, path, text);
        const CompletionAnswer answer = service.complete(query, {});
        ++m_asked;
        if (answer.items.empty()) {
            QVERIFY(answer.why != WhyNothing::ModelFailed && answer.why != WhyNothing::Nothing);
            return;
        }
        ++m_shown;
        const std::string &suggested = answer.items[0].text;
        const std::string before = text.substr(0, cursor);
        const CursorContext context = cursorContext(query.language, text, cursor);
        QVERIFY(insertionParses(query.language, before, suggested));
        QVERIFY(!isBlank(suggested));
        QCOMPARE(QByteArray::fromStdString(suggested),
                 QByteArray::fromStdString(std::string(trimmedRight(suggested))));
        QVERIFY(suggested.find("```") == std::string::npos);
        QVERIFY(std::count(suggested.begin(), suggested.end(), '\n') <= ScopeLimits().lines);
        if (context.shape == Shape::SingleLine)
            QVERIFY(suggested.find('\n') == std::string::npos);
        // Never what the next filled line says anyway.
        const std::string_view next = trimmed(firstFilledLine(context.following));
        if (next.size() >= 3) {
            std::string_view rest = suggested;
            while (!rest.empty())
                QVERIFY(trimmed(takeLine(rest)) != next);
        }
        QVERIFY(answer.items[0].score > 0.3 && answer.items[0].score <= 1.0);
    }

    void mostPlacesGetOne()
    {
        QVERIFY2(m_asked > 0, "no place was asked: suggestion() must run before");
        QVERIFY2(m_shown * 10 >= m_asked * 6,
                 qPrintable(QStringLiteral("%1 of %2").arg(m_shown).arg(m_asked)));
    }
};

QTEST_GUILESS_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
