// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/model/model_facts.h"

#include "ui/bridge/core_texts.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace gatewright {

using completion::EngineState;

namespace {

constexpr qsizetype mostShown = 120; // characters of a text from a file

struct Facts
{
    Q_DECLARE_TR_FUNCTIONS(ModelFacts)
};

// One line, however the file tries.
QString line(const QString &text)
{
    const QString plain = text.simplified();
    return plain.size() <= mostShown ? plain : plain.left(mostShown - 1) + QStringLiteral("…");
}

QString parameterText(qint64 parameters)
{
    const double millions = static_cast<double>(parameters) / 1e6;
    return millions < 1000.0 ? Facts::tr("%L1 million parameters").arg(millions, 0, 'f', 0)
                             : Facts::tr("%L1 billion parameters").arg(millions / 1000.0, 0, 'f', 1);
}

ModelFact hashFact(const ModelDetails &details)
{
    ModelFact fact{Facts::tr("SHA-256:"), details.sha256};
    switch (details.hash) {
    case ModelDetails::Hash::Right:
        fact.text = Facts::tr("%1 (as published)").arg(details.sha256);
        break;
    case ModelDetails::Hash::Wrong:
        fact.text = Facts::tr("%1 (not the one that was published: damaged or changed)").arg(details.sha256);
        fact.isWarning = true;
        break;
    case ModelDetails::Hash::Unknown:
        break;
    }
    return fact;
}

ModelFact memoryFact(const ModelDetails &details)
{
    const QString needed = byteText(details.memoryNeeded);
    if (details.memoryAvailable <= 0)
        return {Facts::tr("Memory:"), needed};
    const QString available = byteText(details.memoryAvailable);
    if (details.fits())
        return {Facts::tr("Memory:"), Facts::tr("%1 of %2 that are free").arg(needed, available)};
    return {Facts::tr("Memory:"), Facts::tr("%1: more than is free (%2)").arg(needed, available), true};
}

} // namespace

QString byteText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

std::vector<ModelFact> modelFacts(const ModelListed &model, const Result<ModelDetails> *details)
{
    std::vector<ModelFact> facts;
    if (!details) {
        facts.push_back({Facts::tr("Model:"), Facts::tr("is being read…")});
    } else if (!*details) {
        facts.push_back({Facts::tr("Problem:"), line(wholeCoreText(details->error())), true});
    } else {
        const ModelDetails &known = **details;
        QStringList what{line(known.title), line(known.architecture)};
        if (known.parameters > 0)
            what.append(parameterText(known.parameters));
        what.removeAll(QString());
        facts.push_back({Facts::tr("Model:"), what.join(QStringLiteral(" · "))});
        if (!known.problem.isEmpty())
            facts.push_back({Facts::tr("Problem:"), coreText(known.problem.simplified()), true});
        if (known.memoryNeeded > 0)
            facts.push_back(memoryFact(known));
        facts.push_back(
            {Facts::tr("Licence:"), known.licence.isEmpty() ? Facts::tr("not stated") : line(known.licence)});
        facts.push_back(hashFact(known));
    }
    facts.push_back({Facts::tr("File:"), QStringLiteral("%1 (%2)").arg(QDir::toNativeSeparators(model.path),
                                                                       byteText(model.bytes))});
    return facts;
}

QString modelStateText(const ModelListed &model, const ModelLibrary &library)
{
    if (!library.isInUse(model))
        return {};
    switch (library.engine().state) {
    case EngineState::Asleep:
        return Facts::tr("asleep");
    case EngineState::LoadingModel:
        return Facts::tr("loading…");
    case EngineState::Ready:
        return Facts::tr("in use");
    default:
        return {};
    }
}

QString engineFactsText(const completion::EngineReport &report)
{
    const completion::EngineStatus &engine = report.engine;
    if (report.state != EngineState::Ready)
        return {};
    QStringList facts{engine.device.toUpper(), engine.kernels};
    if (engine.threads > 0)
        facts.append(Facts::tr("%n thread(s)", nullptr, engine.threads));
    if (engine.memoryBytes > 0)
        facts.append(byteText(engine.memoryBytes));
    facts.removeAll(QString());
    return facts.join(QStringLiteral(" · "));
}

} // namespace gatewright
