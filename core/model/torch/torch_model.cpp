// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_model.h"

#include "core/model/torch/cuda_device.h"
#include "core/model/torch/guarded.h"
#include "core/model/torch/torch_context.h"
#include "core/model/torch/torch_weights.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <utility>

namespace gatewright::model {

namespace {

class TorchModel final : public DeviceModel
{
public:
    TorchModel(LlamaConfig config, TorchWeights weights, c10::Device device, DeviceOptions::PassRows passRows)
        : m_config(std::move(config))
        , m_weights(std::move(weights))
        , m_device(device)
        , m_passRows(passRows)
    {
    }

    [[nodiscard]] const LlamaConfig &config() const override { return m_config; }
    [[nodiscard]] QString deviceName() const override { return nameOf(m_device); }
    [[nodiscard]] std::size_t weightBytes() const override { return m_weights.bytes(); }

    [[nodiscard]] Result<std::unique_ptr<DeviceContext>> createContext(std::size_t capacity) override
    {
        if (capacity == 0 || capacity > m_config.contextLength)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("The model's context holds between 1 and %1 tokens, not %2.")
                                 .arg(m_config.contextLength)
                                 .arg(capacity));
        return guarded([&]() -> Result<std::unique_ptr<DeviceContext>> {
            const c10::InferenceMode inference;
            return std::make_unique<TorchContext>(m_config, m_weights, m_device, m_passRows, capacity);
        });
    }

private:
    LlamaConfig m_config;
    TorchWeights m_weights;
    c10::Device m_device;
    DeviceOptions::PassRows m_passRows;
};

} // namespace

Result<std::unique_ptr<DeviceModel>> loadTorchModel(const ModelSource &source, const DeviceOptions &options)
{
    GW_TRY(config, source.config());
    return guarded([&]() -> Result<std::unique_ptr<DeviceModel>> {
        c10::Device device(c10::DeviceType::CPU);
        if (options.device == DeviceOptions::Device::Cuda) {
            GW_TRY(cuda, openCudaDevice());
            device = cuda;
        }
        if (options.threads > 0)
            at::set_num_threads(static_cast<int>(options.threads));
        const c10::InferenceMode inference;
        GW_TRY(weights, TorchWeights::load(source, config, device));
        return std::make_unique<TorchModel>(std::move(config), std::move(weights), device, options.passRows);
    });
}

} // namespace gatewright::model
