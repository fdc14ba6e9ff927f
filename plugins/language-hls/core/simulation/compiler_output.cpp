// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/compiler_output.h"

#include "core/text/text_document.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright::hls {

namespace {

constexpr std::size_t maximumDiagnostics = 100;

// 1-based, the column in bytes; line 0: unknown.
struct Place
{
    QString path;
    int line = 0;
    int column = 0;
};

class Reader
{
public:
    Reader(const TextDocument &document, const QString &path, const ProjectMirror &mirror)
        : m_document(document)
        , m_path(path)
        , m_mirror(mirror)
    {
    }

    void readLine(const QByteArray &line)
    {
        QJsonParseError error;
        const QJsonDocument json =
            line.startsWith('[') ? QJsonDocument::fromJson(line, &error) : QJsonDocument();
        if (!json.isArray()) {
            readLinkerLine(QString::fromUtf8(line));
            return;
        }
        for (const QJsonValue &item : json.array())
            readItem(item.toObject());
    }

    CompilerComplaints take()
    {
        if (m_complaints.first.isEmpty() && !m_undefined.isEmpty())
            m_complaints.first = QStringLiteral("'%1' is used and defined nowhere.").arg(m_undefined);
        return std::move(m_complaints);
    }

private:
    Place placeOf(const QJsonObject &point) const
    {
        return {m_mirror.toProject(point[QStringLiteral("file")].toString()),
                point[QStringLiteral("line")].toInt(),
                point[QStringLiteral("byte-column")].toInt(point[QStringLiteral("column")].toInt())};
    }

    std::size_t offsetOf(int line, int column) const
    {
        return m_document.offsetInLine(line - 1, static_cast<std::size_t>(std::max(column - 1, 0)));
    }

    Range rangeOf(const QJsonObject &location) const
    {
        const Place caret = placeOf(location[QStringLiteral("caret")].toObject());
        const QJsonObject startPoint = location[QStringLiteral("start")].toObject();
        const QJsonObject finishPoint = location[QStringLiteral("finish")].toObject();
        const Place start = startPoint.isEmpty() ? caret : placeOf(startPoint);
        const Place finish = finishPoint.isEmpty() ? caret : placeOf(finishPoint);
        const std::size_t begin = offsetOf(start.line, start.column);
        const std::size_t end = offsetOf(finish.line, finish.column + 1); // finish is the last byte
        return m_document.range(begin, std::max(begin, end));
    }

    void readItem(const QJsonObject &item)
    {
        const QString kind = item[QStringLiteral("kind")].toString();
        const QString message = item[QStringLiteral("message")].toString();
        const QJsonObject location = item[QStringLiteral("locations")].toArray().at(0).toObject();
        const Place caret = placeOf(location[QStringLiteral("caret")].toObject());
        const QString line = caret.line == 0 ? QStringLiteral("%1: %2").arg(kind, message)
                                             : QStringLiteral("%1:%2:%3: %4: %5")
                                                   .arg(caret.path)
                                                   .arg(caret.line)
                                                   .arg(caret.column)
                                                   .arg(kind, message);
        m_complaints.text += line + QLatin1Char('\n');
        const bool isError = kind.contains(QLatin1String("error"));
        if (isError && m_complaints.first.isEmpty())
            m_complaints.first = shortened(caret, message);
        if (!isError || m_complaints.diagnostics.size() >= maximumDiagnostics || caret.line == 0)
            return;
        Diagnostic diagnostic;
        diagnostic.code = QStringLiteral("compile");
        diagnostic.source = QStringLiteral("g++");
        diagnostic.message = message;
        if (caret.path == m_path) {
            diagnostic.range = rangeOf(location);
        } else if (const std::optional<Range> use = useInDocument(item)) {
            diagnostic.message = shortened(caret, message);
            diagnostic.range = *use;
        } else {
            return;
        }
        for (const QJsonValue &child : item[QStringLiteral("children")].toArray())
            addNote(diagnostic, child.toObject());
        m_complaints.diagnostics.push_back(std::move(diagnostic));
    }

    // An error in a header that the document's own code led to.
    std::optional<Range> useInDocument(const QJsonObject &item) const
    {
        for (const QJsonValue &child : item[QStringLiteral("children")].toArray()) {
            const QJsonObject location = child[QStringLiteral("locations")].toArray().at(0).toObject();
            if (placeOf(location[QStringLiteral("caret")].toObject()).path == m_path)
                return rangeOf(location);
        }
        return std::nullopt;
    }

    void addNote(Diagnostic &diagnostic, const QJsonObject &note) const
    {
        const QJsonObject location = note[QStringLiteral("locations")].toArray().at(0).toObject();
        if (placeOf(location[QStringLiteral("caret")].toObject()).path == m_path)
            diagnostic.related.push_back({rangeOf(location), note[QStringLiteral("message")].toString()});
    }

    static QString shortened(const Place &place, const QString &message)
    {
        if (place.line == 0)
            return message;
        return QStringLiteral("%1:%2: %3").arg(QFileInfo(place.path).fileName()).arg(place.line).arg(message);
    }

    void readLinkerLine(QString line)
    {
        static const QRegularExpression undefined(QStringLiteral("undefined reference to `([^']+)'"));
        static const QRegularExpression multiple(QStringLiteral("multiple definition of `([^']+)'"));
        line.replace(m_mirror.place(), m_mirror.root());
        if (line.trimmed().isEmpty())
            return;
        m_complaints.text += line + QLatin1Char('\n');
        if (const QRegularExpressionMatch match = undefined.match(line); match.hasMatch()) {
            if (m_undefined.isEmpty())
                m_undefined = match.captured(1);
        } else if (const QRegularExpressionMatch twice = multiple.match(line);
                   twice.hasMatch() && m_complaints.first.isEmpty()) {
            m_complaints.first = QStringLiteral("'%1' is defined twice.").arg(twice.captured(1));
        } else if (m_complaints.first.isEmpty() && line.contains(QLatin1String("error")) &&
                   m_undefined.isEmpty()) {
            m_complaints.first = line;
        }
    }

    const TextDocument &m_document;
    const QString m_path;
    const ProjectMirror &m_mirror;
    CompilerComplaints m_complaints;
    QString m_undefined; // the first symbol that the linker missed
};

} // namespace

CompilerComplaints readCompilerOutput(const QByteArray &errors, const TextDocument &document,
                                      const QString &documentPath, const ProjectMirror &mirror)
{
    Reader reader(document, documentPath, mirror);
    for (const QByteArray &line : errors.split('\n'))
        reader.readLine(line);
    return reader.take();
}

} // namespace gatewright::hls
