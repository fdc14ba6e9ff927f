// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gatewright::learn {

// What states and heads belong to: they are worth nothing beside other weights.
struct ModelIdentity
{
    QString modelHash;   // SHA-256 of the weight files, 64 hexadecimal digits (model::sha256Of)
    QString adapterHash; // the same of the adapter; empty for none

    [[nodiscard]] bool isValid() const;
    // Names a folder: the beginnings of the hashes.
    [[nodiscard]] QString folderName() const;

    friend bool operator==(const ModelIdentity &, const ModelIdentity &) = default;
};

} // namespace gatewright::learn
