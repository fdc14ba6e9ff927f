// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/syntax_gate.h"

#include "core/syntax/insertion_check.h"

#include <map>
#include <memory>

namespace gatewright::completion {

InsertionGate syntaxGate()
{
    // Shared by the copies of the function object, which all belong to one user.
    auto checks = std::make_shared<std::map<Language, InsertionCheck>>();
    return [checks](Language language, std::string_view before, std::string_view insertion) {
        const auto check = checks->try_emplace(language, language).first;
        // It fails only when it is stopped, which nobody does here.
        return check->second.parses(before, insertion).value_or(false);
    };
}

} // namespace gatewright::completion
