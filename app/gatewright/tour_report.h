// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QPixmap>
#include <QString>

#include <vector>

namespace gatewright {

// What the tour did, step by step, and a picture of each: DIR/tour.json and DIR/NN-step.png.
class TourReport
{
public:
    struct Step
    {
        QString name;
        bool ok = false;
        double milliseconds = 0;
        QString detail;
    };

    explicit TourReport(QString folder)
        : m_folder(std::move(folder))
    {
    }

    // Makes the folder and removes the pictures of an earlier tour.
    Result<void> prepare() const;
    // A picture that cannot be written fails its step.
    void add(Step step, const QPixmap &picture);
    [[nodiscard]] bool allOk() const;
    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }
    [[nodiscard]] QJsonObject toJson() const;
    Result<void> write() const;

private:
    QString m_folder;
    std::vector<Step> m_steps;
};

} // namespace gatewright
