// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/script.h"

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

std::variant<Script, int> scriptFromCommandLine(int argumentCount, char **arguments)
{
    using Behaviour = Script::Behaviour;
    const std::map<std::string, Behaviour> behaviours{
        {"answer", Behaviour::Answer},   {"nothing", Behaviour::Nothing},
        {"fail", Behaviour::Fail},       {"hang", Behaviour::Hang},
        {"freeze", Behaviour::Freeze},   {"crash", Behaviour::Crash},
        {"garbage", Behaviour::Garbage}, {"half-message", Behaviour::HalfMessage},
        {"flood", Behaviour::Flood},     {"deaf", Behaviour::Deaf},
        {"exit", Behaviour::Exit}};

    Script script;
    std::vector<std::string> texts;
    std::string crashOn;
    std::string journal;
    std::string model;
    std::string learning;
    std::string drafting;
    CLI::App app("An engine for tests.");
    app.add_option("--text", texts)->envname("GATEWRIGHT_FAKE_TEXT");
    app.add_option("--delay", script.delayMilliseconds)->envname("GATEWRIGHT_FAKE_DELAY");
    app.add_option("--behaviour", script.behaviour)
        ->transform(CLI::CheckedTransformer(behaviours))
        ->envname("GATEWRIGHT_FAKE_BEHAVIOUR");
    app.add_option("--after", script.after)->envname("GATEWRIGHT_FAKE_AFTER");
    app.add_option("--crash-on", crashOn)->envname("GATEWRIGHT_FAKE_CRASH_ON");
    app.add_option("--flood", script.floodCount)->envname("GATEWRIGHT_FAKE_FLOOD");
    app.add_option("--journal", journal)->envname("GATEWRIGHT_FAKE_JOURNAL");
    app.add_option("--model", model)->envname("GATEWRIGHT_FAKE_MODEL");
    app.add_option("--learning", learning)->envname("GATEWRIGHT_FAKE_LEARNING");
    app.add_option("--drafting", drafting)->envname("GATEWRIGHT_FAKE_DRAFTING");
    app.add_option("--kept", script.kept)->envname("GATEWRIGHT_FAKE_KEPT");
    app.allow_extras(); // the real engine's options mean nothing here
    try {
        app.parse(argumentCount, arguments);
    } catch (const CLI::ParseError &error) {
        return app.exit(error);
    }
    if (!texts.empty())
        script.texts.clear();
    for (const std::string &text : texts)
        script.texts.append(QString::fromStdString(text).replace(QLatin1String("\\n"), QLatin1String("\n")));
    script.crashOn = QString::fromStdString(crashOn);
    script.journal = QString::fromStdString(journal);
    if (!model.empty())
        script.model = QString::fromStdString(model);
    script.learning = QByteArray::fromStdString(learning);
    script.drafting = QByteArray::fromStdString(drafting);
    return script;
}
