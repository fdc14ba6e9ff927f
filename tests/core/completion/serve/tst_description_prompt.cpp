// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/description_prompt.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestDescriptionPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModelThatAnswersIsAskedForABlockOfCode()
    {
        const Prompt hls = descriptionPrompt({Language::HlsCpp, "a FIR filter", {}}, true);
        QVERIFY(hls.form == Prompt::Form::Answer);
        QCOMPARE(hls.text, std::string("a FIR filter"));
        QCOMPARE(hls.begun, std::string("```cpp\n"));
        QVERIFY(hls.system.find("HLS") != std::string::npos);
        const Prompt qiskit = descriptionPrompt({Language::Qiskit, "a Bell pair", "Be terse."}, true);
        QCOMPARE(qiskit.begun, std::string("```python\n"));
        QCOMPARE(qiskit.system, std::string("Be terse."));
        const Prompt plain = descriptionPrompt({Language::PlainText, "a list", {}}, true);
        QVERIFY(plain.begun.empty() && plain.system.empty());
    }

    void anyOtherModelGoesOnFromAComment()
    {
        const Prompt hls =
            descriptionPrompt({Language::HlsCpp, "a FIR filter \n\n  of 8 taps", "Be terse."}, false);
        QVERIFY(hls.form == Prompt::Form::GoOn);
        QCOMPARE(hls.text, std::string("// a FIR filter\n//\n//   of 8 taps\n"));
        QCOMPARE(descriptionPrompt({Language::Qiskit, "a Bell pair\n", {}}, false).text,
                 std::string("# a Bell pair\n"));
        QCOMPARE(descriptionPrompt({Language::PlainText, "a list", {}}, false).text, std::string("a list\n"));
    }
};

QTEST_GUILESS_MAIN(TestDescriptionPrompt)
#include "tst_description_prompt.moc"
