// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_job.h"

#include "core/learn/safe_file.h"
#include "core/tensors/draft_head.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace gatewright::learn {

namespace {

constexpr std::size_t kMostSteps = 1'000'000;
constexpr std::size_t kMostBatch = 4096;

// Reads the fields of a job; the first that is wrong ends it.
class JobReader
{
public:
    JobReader(const QJsonObject &json, const QString &place)
        : m_json(json)
        , m_place(place)
    {
    }

    Result<QString> text(QLatin1String key) const
    {
        const QJsonValue value = m_json.value(key);
        if (!value.isString())
            return wrong(key);
        return value.toString();
    }

    // A whole number; 64 bits of it as text, since JSON's numbers are not that exact.
    Result<std::uint64_t> number(QLatin1String key, std::uint64_t most) const
    {
        const QJsonValue value = m_json.value(key);
        bool isNumber = false;
        const std::uint64_t number = value.isString() ? value.toString().toULongLong(&isNumber)
                                                      : static_cast<std::uint64_t>(value.toInteger(-1));
        if ((value.isString() && !isNumber) || (!value.isString() && value.toInteger(-1) < 0) ||
            number > most)
            return wrong(key);
        return number;
    }

    Result<double> real(QLatin1String key, double least, double most) const
    {
        const double value = m_json.value(key).toDouble(std::nan(""));
        if (!(value >= least && value <= most))
            return wrong(key);
        return value;
    }

    Result<std::vector<std::int32_t>> tokens(QLatin1String key) const
    {
        const QJsonArray array = m_json.value(key).toArray();
        std::vector<std::int32_t> tokens;
        if (array.isEmpty() ||
            static_cast<std::size_t>(array.size()) > tensors::DraftHead::kMaximumVocabulary)
            return wrong(key);
        for (const QJsonValue &value : array) {
            const int token = value.toInt(-1);
            if (token < 0 || (!tokens.empty() && token <= tokens.back()))
                return wrong(key);
            tokens.push_back(token);
        }
        return tokens;
    }

    [[nodiscard]] tl::unexpected<Error> wrong(QLatin1String key) const
    {
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("This is not a training job, or it is damaged; start it again."), key,
                         m_place);
    }

private:
    const QJsonObject &m_json;
    const QString &m_place;
};

QString exact(std::uint64_t value)
{
    return QString::number(value);
}

} // namespace

HeadRecipe HeadRecipe::forText(std::size_t positions, bool goesOn)
{
    constexpr std::size_t kPositionsAStep = 170; // 50,000 positions in 300 steps
    HeadRecipe recipe;
    const std::size_t most = std::max<std::size_t>(150, positions / kPositionsAStep);
    recipe.steps = std::clamp<std::size_t>(positions / 66, 60, std::min<std::size_t>(most, kMostSteps));
    if (goesOn)
        recipe.learningRate = 1e-3;
    return recipe;
}

QJsonObject HeadJob::toJson() const
{
    QJsonArray tokens;
    for (const std::int32_t token : vocabulary)
        tokens.append(token);
    return {{QStringLiteral("format"), kFormat},
            {QStringLiteral("model"), model},
            {QStringLiteral("model_hash"), identity.modelHash},
            {QStringLiteral("adapter_hash"), identity.adapterHash},
            {QStringLiteral("replay"), replay},
            {QStringLiteral("begin"), exact(range.begin)},
            {QStringLiteral("end"), exact(range.end)},
            {QStringLiteral("newest"), exact(newest)},
            {QStringLiteral("start_from"), startFrom},
            {QStringLiteral("vocabulary_ids"), tokens},
            {QStringLiteral("steps"), exact(recipe.steps)},
            {QStringLiteral("batch"), exact(recipe.batch)},
            {QStringLiteral("learning_rate"), recipe.learningRate},
            {QStringLiteral("weight_decay"), recipe.weightDecay},
            {QStringLiteral("clip"), recipe.clip},
            {QStringLiteral("newest_share"), recipe.newestShare},
            {QStringLiteral("seed"), exact(recipe.seed)},
            {QStringLiteral("title"), title}};
}

Result<HeadJob> HeadJob::fromJson(const QJsonObject &json, const QString &place)
{
    constexpr std::uint64_t kAny = ~std::uint64_t{0};
    const JobReader reader(json, place);
    HeadJob job;
    GW_TRY(format, reader.number(QLatin1String("format"), kAny));
    if (format != kFormat)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This training job is of another version of the program."), {},
                         place);
    for (const auto &[key, text] : {std::pair(QLatin1String("model"), &job.model),
                                    std::pair(QLatin1String("model_hash"), &job.identity.modelHash),
                                    std::pair(QLatin1String("adapter_hash"), &job.identity.adapterHash),
                                    std::pair(QLatin1String("replay"), &job.replay),
                                    std::pair(QLatin1String("start_from"), &job.startFrom),
                                    std::pair(QLatin1String("title"), &job.title)}) {
        GW_TRY(value, reader.text(key));
        *text = std::move(value);
    }
    if (!job.identity.isValid())
        return reader.wrong(QLatin1String("model_hash"));
    GW_TRY(begin, reader.number(QLatin1String("begin"), kAny));
    GW_TRY(end, reader.number(QLatin1String("end"), kAny));
    GW_TRY(newest, reader.number(QLatin1String("newest"), kAny));
    GW_TRY(vocabulary, reader.tokens(QLatin1String("vocabulary_ids")));
    GW_TRY(steps, reader.number(QLatin1String("steps"), kMostSteps));
    GW_TRY(batch, reader.number(QLatin1String("batch"), kMostBatch));
    GW_TRY(learningRate, reader.real(QLatin1String("learning_rate"), 0.0, 1.0));
    GW_TRY(weightDecay, reader.real(QLatin1String("weight_decay"), 0.0, 1.0));
    GW_TRY(clip, reader.real(QLatin1String("clip"), 1e-6, 1e6));
    GW_TRY(newestShare, reader.real(QLatin1String("newest_share"), 0.0, 1.0));
    GW_TRY(seed, reader.number(QLatin1String("seed"), kAny));
    if (steps == 0 || batch == 0)
        return reader.wrong(QLatin1String("steps"));
    job.range = {begin, end};
    job.newest = newest;
    job.vocabulary = std::move(vocabulary);
    job.recipe = {steps, batch, learningRate, weightDecay, clip, newestShare, seed};
    return job;
}

Result<HeadJob> HeadJob::read(const QString &folder)
{
    const QString path = jobFile(folder);
    GW_TRY(bytes, readWhole(path, kMaximumBytes));
    return fromJson(QJsonDocument::fromJson(bytes).object(), path);
}

Result<void> HeadJob::write(const QString &folder) const
{
    GW_CHECK(makeFolder(folder));
    return writeWhole(jobFile(folder), QJsonDocument(toJson()).toJson());
}

QString HeadJob::fingerprint() const
{
    const QByteArray json = QJsonDocument(toJson()).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
}

QString HeadJob::jobFile(const QString &folder)
{
    return folder + QLatin1String("/job.json");
}

QString HeadJob::checkpointFile(const QString &folder)
{
    return folder + QLatin1String("/checkpoint.safetensors");
}

QString HeadJob::candidateFile(const QString &folder)
{
    return folder + QLatin1String("/candidate.safetensors");
}

} // namespace gatewright::learn
