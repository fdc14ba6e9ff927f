// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_opening.h"

#include "core/task/start_task.h"
#include "ui/bridge/document.h"
#include "ui/editor/gradual_load.h"

#include <QFileInfo>

#include <chrono>

namespace gatewright {

namespace {

// Up to here a text goes in at once, in a few milliseconds.
constexpr std::size_t mostAtOnce = 4U * 1024U * 1024U;
// Reading takes this part of the bar.
constexpr double readingShare = 0.6;

std::string_view asView(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

std::string_view DocumentFile::text() const
{
    return decoded.view(asView(file.bytes));
}

Result<DocumentFile> readDocumentFile(const QString &path, std::optional<Encoding> encoding,
                                      std::stop_token stop, const files::ReadProgress &progress)
{
    DocumentFile read;
    GW_TRY(file, files::read(path, std::move(stop), progress));
    read.file = std::move(file);
    GW_TRY(decoded, decodeFile(asView(read.file.bytes), encoding));
    read.decoded = std::move(decoded);
    return read;
}

DocumentOpening::DocumentOpening(const QString &path, std::unique_ptr<Document> document,
                                 TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_document(std::move(document))
    , m_tasks(tasks)
    , m_task(tasks.begin(tr("Opening %1").arg(QFileInfo(path).fileName()), [this] { m_stop.request_stop(); }))
    , m_fraction(std::make_shared<std::atomic<double>>(-1.0))
{
    m_report.setInterval(std::chrono::milliseconds(100));
    connect(&m_report, &QTimer::timeout, this, [this] { m_tasks.report(m_task, {*m_fraction, {}}); });
}

DocumentOpening::~DocumentOpening()
{
    m_stop.request_stop();
    m_tasks.end(m_task);
}

std::unique_ptr<Document> DocumentOpening::takeDocument()
{
    return std::move(m_document);
}

void DocumentOpening::start()
{
    m_report.start();
    startTask<DocumentFile>(
        this,
        [path = m_path, stop = m_stop, fraction = m_fraction](std::stop_token) {
            return readDocumentFile(path, {}, stop.get_token(), [&fraction](qint64 done, qint64 total) {
                *fraction = readingShare * static_cast<double>(done) / static_cast<double>(total);
            });
        },
        [this](Result<DocumentFile> read) {
            if (read)
                fill(std::move(*read));
            else
                Q_EMIT failed(read.error());
        });
}

void DocumentOpening::fill(DocumentFile file)
{
    m_file = std::move(file);
    m_document->buffer().setPath(m_path);
    const auto loaded = [this] {
        m_document->setOnDisk(m_file.file.stamp, m_file.file.checksum);
        Q_EMIT succeeded();
    };
    if (m_file.text().size() <= mostAtOnce) {
        m_document->buffer().load(m_file.text(), m_file.decoded.format);
        loaded();
        return;
    }
    auto *load = new GradualLoad(m_document->buffer(), m_file.text(), m_file.decoded.format, this);
    connect(load, &GradualLoad::progressed, this, [this](double fraction) {
        *m_fraction = readingShare + (1.0 - readingShare) * fraction;
        if (m_stop.stop_requested())
            Q_EMIT failed({ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}, m_path});
    });
    connect(load, &GradualLoad::finished, this, loaded);
    load->start();
}

} // namespace gatewright
