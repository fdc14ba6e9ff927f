// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/core_texts.h"
#include "ui/bridge/engine_status_text.h"
#include "ui/bridge/notice.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace gatewright;

namespace {

// Speaks a language of its own: every listed sentence in angle brackets.
class Bracketed : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        const QString sentence = QString::fromUtf8(source);
        if (QLatin1String(context) != QLatin1String("CoreTexts"))
            return {};
        asked.append(sentence);
        return listed.isEmpty() || listed.contains(sentence) ? QStringLiteral("<%1>").arg(sentence)
                                                             : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }

    QStringList listed; // empty: everything
    mutable QStringList asked;
};

const QString memory = QStringLiteral(
    "The model needs %1 of memory and %2 are free; close other programs or choose a smaller model.");

} // namespace

class TestCoreTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(QCoreApplication::installTranslator(&m_language)); }
    void cleanup()
    {
        QCoreApplication::removeTranslator(&m_language);
        m_language.listed.clear();
        m_language.asked.clear();
    }

    void whatIsNotListedStays()
    {
        m_language.listed = {memory};
        QCOMPARE(coreText(QStringLiteral("Nobody wrote this.")), QStringLiteral("Nobody wrote this."));
        QCOMPARE(coreText(QString()), QString());
    }

    void whatWasPutInIsKept()
    {
        m_language.listed = {memory};
        // What was put in is not taken for a place of the sentence.
        QCOMPARE(coreText(memory.arg(QStringLiteral("%2"), QStringLiteral("1 GB"))),
                 QStringLiteral("<%1>")
                     .arg(memory)
                     .replace(QLatin1String("%1"), QLatin1String("#"))
                     .replace(QLatin1String("%2"), QLatin1String("1 GB"))
                     .replace(QLatin1Char('#'), QLatin1String("%2")));
    }

    // The engine tells of its errors as one text: place, sentence and detail.
    void sentencesOfTheEngineAreInTheWindowsLanguage()
    {
        const QString sentence = QStringLiteral("This is not a GGUF file.");
        m_language.listed = {sentence};
        completion::EngineReport report;
        report.state = completion::EngineState::NoModel;
        report.problem =
            Error{ErrorCode::Corrupt, sentence, QStringLiteral("magic 0x1"), QStringLiteral("/m/a.gguf")}
                .toString();
        QCOMPARE(engineStatusText(report).explanation,
                 QStringLiteral("/m/a.gguf: <This is not a GGUF file.> (magic 0x1)"));
        QCOMPARE(noticeFor({ErrorCode::Corrupt, sentence, {}, {}}, {}).text,
                 QStringLiteral("<This is not a GGUF file.>"));
    }

    void everySentenceStandsInTheSources()
    {
        // A sentence that nothing fits asks for them all.
        m_language.listed = {QStringLiteral("none")};
        QCOMPARE(coreText(QStringLiteral("Nobody wrote this.")), QStringLiteral("Nobody wrote this."));
        QVERIFY(m_language.asked.size() > 200);
        QString sources;
        static const QRegularExpression joint(QStringLiteral(R"("\s*\n\s*")"));
        for (const char *folder : {"/core", "/app", "/ui"}) {
            QDirIterator files(QStringLiteral(GATEWRIGHT_SOURCE_DIR) + QLatin1String(folder),
                               {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.fileName().endsWith(QLatin1String("core_texts.cpp")))
                    continue;
                QVERIFY(file.open(QIODevice::ReadOnly));
                sources += QString::fromUtf8(file.readAll()).remove(joint);
            }
        }
        for (qsizetype i = 1; i < m_language.asked.size(); ++i) {
            QString literal = m_language.asked.at(i);
            literal.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
            QVERIFY2(sources.contains(literal), qPrintable(literal));
        }
    }

private:
    Bracketed m_language;
};

QTEST_GUILESS_MAIN(TestCoreTexts)
#include "tst_core_texts.moc"
