// SPDX-License-Identifier: Apache-2.0
#include "core/decode/sample_batch.h"

#include "core/decode/generator.h"

namespace gatewright::decode {

Result<void> SerialSampleBatch::generate(const GenerationRequest &request, std::span<const int> indexes,
                                         const OnSample &onSample, std::stop_token stop)
{
    GenerationRequest one = request;
    for (const int index : indexes) {
        one.sampling.seed = request.sampling.seed + static_cast<std::uint64_t>(index);
        GW_TRY(sample, m_generator.generate(one, stop));
        onSample(index, sample);
    }
    return {};
}

} // namespace gatewright::decode
