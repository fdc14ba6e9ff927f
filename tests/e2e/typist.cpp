// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/typist.h"

#include "app/gatewright/composition.h"
#include "app/gatewright/key_player.h"
#include "core/project/file_access.h"
#include "ui/editor/code_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QApplication>
#include <QDir>
#include <QRandomGenerator>
#include <QTimer>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace gatewright::test {

namespace {

using namespace std::chrono_literals;

qint64 now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void say(const QByteArray &line)
{
    // At once and as a whole: the next moment may be the last.
    const QByteArray bytes = line + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size())
        std::_Exit(4);
}

class Typist : public QObject
{
public:
    Typist(Composition &program, quint32 seed)
        : m_program(program)
        , m_random(seed)
    {
        connect(&m_timer, &QTimer::timeout, this, &Typist::act);
    }

    void open(const QString &folder)
    {
        DocumentActions &documents = m_program.window().documents();
        documents.newFile();
        m_documents.append(documents.current());
        QStringList paths;
        for (const QFileInfo &file : QDir(folder).entryInfoList({QStringLiteral("?.txt")}, QDir::Files))
            paths << file.filePath();
        m_left = paths.size();
        for (const QString &path : std::as_const(paths)) {
            m_program.context().documents.open(path, [this](Document *document) {
                if (!document)
                    std::_Exit(5);
                m_documents.append(document);
                m_texts[document->id()] = document->buffer().bytes();
                if (--m_left == 0)
                    begin();
            });
        }
    }

private:
    void begin()
    {
        say("ready");
        m_timer.start(3ms);
    }

    [[nodiscard]] static QByteArray nameOf(const Document &document)
    {
        return document.path().isEmpty() ? QByteArray("untitled") : document.title().toUtf8();
    }

    void act()
    {
        Document &document = *m_documents.at(m_random.bounded(m_documents.size()));
        m_program.window().documents().show(document, {});
        CodeView &view = m_program.window().editors().currentPage()->view();
        const quint32 kind = m_random.bounded(100U);
        if (kind < 8 && !document.path().isEmpty())
            save(document);
        else if (kind < 16)
            erase(document, view);
        else if (kind < 20)
            insert(document, view, QByteArray(2000, 'p') + '\n');
        else if (kind < 26)
            insert(document, view, "\n");
        else
            press(document, view, static_cast<char>('a' + m_random.bounded(26)));
    }

    void save(const Document &document)
    {
        say("save " + nameOf(document) + ' ' + files::checksumOf(m_texts[document.id()]).toHex());
        if (!m_program.context().commands.run(QStringLiteral("file.save")))
            std::_Exit(6);
    }

    void press(Document &document, CodeView &view, char letter)
    {
        QByteArray text = m_texts[document.id()];
        const qsizetype at = place(text);
        text.insert(at, letter);
        announce(document, text);
        view.setCaret(static_cast<std::size_t>(at));
        KeyPlayer(*m_program.window().windowHandle()).type(QString(QLatin1Char(letter)));
        settle(document);
    }

    void insert(Document &document, CodeView &view, const QByteArray &what)
    {
        QByteArray text = m_texts[document.id()];
        const qsizetype at = place(text);
        text.insert(at, what);
        announce(document, text);
        view.setCaret(static_cast<std::size_t>(at));
        view.insert(what.toStdString());
        settle(document);
    }

    void erase(Document &document, CodeView &view)
    {
        QByteArray text = m_texts[document.id()];
        const qsizetype at = place(text);
        const qsizetype count = std::min<qsizetype>(text.size() - at, m_random.bounded(40));
        if (count == 0)
            return;
        text.remove(at, count);
        announce(document, text);
        view.select({static_cast<std::size_t>(at), static_cast<std::size_t>(at + count)});
        view.insert("");
        settle(document);
    }

    qsizetype place(const QByteArray &text) { return m_random.bounded(text.size() + 1); }

    void announce(const Document &document, const QByteArray &text)
    {
        m_texts[document.id()] = text;
        m_checksum = files::checksumOf(text).toHex();
        say("will " + nameOf(document) + ' ' + m_checksum);
    }

    void settle(const Document &document)
    {
        if (document.buffer().bytes() != m_texts[document.id()])
            std::_Exit(7);
        say("done " + QByteArray::number(now()) + ' ' + nameOf(document) + ' ' + m_checksum);
    }

    Composition &m_program;
    QRandomGenerator m_random;
    QTimer m_timer;
    QList<Document *> m_documents;
    std::map<int, QByteArray> m_texts; // what each document should hold
    QByteArray m_checksum;
    qsizetype m_left = 0;
};

} // namespace

int runTypist(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(argv[2]);
    CompositionOptions options;
    options.arguments.profileFolder = folder + QLatin1String("/profile");
    options.arguments.safeMode = true;
    Composition program(application, std::move(options));
    QElapsedTimer sinceStart;
    sinceStart.start();
    program.start(sinceStart);
    Typist typist(program, QByteArray(argv[3]).toUInt());
    QTimer::singleShot(0, &typist, [&] { typist.open(folder + QLatin1String("/work")); });
    return QApplication::exec();
}

} // namespace gatewright::test
