// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/context.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>

namespace gatewright::model {

// A sequence on another device than the product's own kernels: as Context, with one sequence and no forks.
// Errors and lifetimes are Context's. For one thread at a time.
class DeviceContext
{
public:
    virtual ~DeviceContext() = default;

    [[nodiscard]] virtual Result<void> evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor,
                                                std::stop_token stop = {}) = 0;
    [[nodiscard]] virtual std::size_t logitsRows() const = 0;
    [[nodiscard]] virtual std::span<const float> logits(std::size_t row = 0) const = 0;
    virtual void setHiddenStates(HiddenStates hiddenStates) = 0;
    [[nodiscard]] virtual std::span<const float> hidden(std::size_t row = 0) const = 0;

    [[nodiscard]] virtual std::size_t capacity() const = 0;
    [[nodiscard]] virtual std::span<const TokenId> tokens() const = 0;
    virtual void truncate(std::size_t length) = 0;

    // At most Context::kMaximumTreeNodes.
    [[nodiscard]] virtual Result<void> evaluateTree(std::span<const TreeNode> nodes,
                                                    std::stop_token stop = {}) = 0;
    virtual void acceptPath(std::span<const std::size_t> path) = 0;

    // Of the device.
    [[nodiscard]] virtual std::size_t bytes() const = 0;
};

// The weights of a decoder on a device.
class DeviceModel
{
public:
    virtual ~DeviceModel() = default;

    [[nodiscard]] virtual const LlamaConfig &config() const = 0;
    [[nodiscard]] virtual QString deviceName() const = 0; // for people: "NVIDIA H200"
    [[nodiscard]] virtual std::size_t weightBytes() const = 0;
    // The model outlives the context.
    [[nodiscard]] virtual Result<std::unique_ptr<DeviceContext>> createContext(std::size_t capacity) = 0;
};

struct DeviceOptions
{
    enum class Device : std::uint8_t { Cpu, Cuda }; // the processor is for tests: our own kernels are faster

    // How many rows a pass computes. Matrix libraries may sum in another order for another number of rows, so
    // that the last bits of a row's logits differ with it.
    enum class PassRows : std::uint8_t {
        Same,    // always 64: drafting, splits of a prompt and reuse do not change a bit
        Fitting, // 1, 8, 16, 32 or 64, whichever holds the rows: less work, greedy text may differ in a tie
    };

    Device device = Device::Cuda;
    PassRows passRows = PassRows::Same;
    unsigned threads = 0; // of the processor; 0 leaves the library's choice
};

// The module with libtorch in it. It is loaded when somebody asks for a GPU and never otherwise: half a
// gigabyte of libraries.
class DeviceModule
{
public:
    // The file beside the product's libraries. Missing, with the remedy, when this build has none or it
    // cannot be loaded. It is never unloaded.
    [[nodiscard]] static Result<DeviceModule> open();
    [[nodiscard]] static Result<DeviceModule> open(const QString &path);

    // Errors: those of LlamaModel::load(); Missing, with the reason and the remedy, where there is no GPU or
    // what drives it; LimitExceeded when it has too little memory. The source may go afterwards.
    [[nodiscard]] Result<std::unique_ptr<DeviceModel>> load(const ModelSource &source,
                                                            const DeviceOptions &options = {}) const;

private:
    using Load = Result<std::unique_ptr<DeviceModel>> (*)(const ModelSource &, const DeviceOptions &);

    explicit DeviceModule(Load function)
        : m_load(function)
    {
    }

    Load m_load;
};

// What the module exports under kDeviceModuleSymbol.
struct DeviceModuleEntry
{
    static constexpr std::uint32_t kVersion = 1; // of this header: module and program are built together

    std::uint32_t version = kVersion;
    Result<std::unique_ptr<DeviceModel>> (*load)(const ModelSource &, const DeviceOptions &) = nullptr;
};
inline constexpr const char *kDeviceModuleSymbol = "gatewrightDeviceModule";

} // namespace gatewright::model
