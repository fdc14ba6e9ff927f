// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/device_decoder.h"
#include "core/model/torch/cuda_device.h"
#include "core/model/torch/torch_buffers.h"
#include "core/model/torch/torch_weights.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gatewright::model {

// Where a row of a pass stands and what it sees.
struct TorchRow
{
    std::int64_t token = 0;
    std::int64_t position = 0;
    std::int64_t slot = 0;
    std::int64_t inPlace = 0;            // it sees the slots [0, inPlace)
    std::vector<std::int64_t> more = {}; // and these
};

// Carries rows of tokens through all layers: keys and values of all slots, the buffers, and on a GPU a
// recorded graph for each number of rows. Passes compute one of the numbers of rows of kWidths; rows that
// nobody asked for write to slots of their own. Throws what torch throws.
class TorchPass
{
public:
    static constexpr std::int64_t kMostRows = 64;
    static constexpr std::array<std::int64_t, 5> kWidths{1, 8, 16, 32, kMostRows};

    // `slots` are those that rows may name. The weights outlive it.
    TorchPass(const LlamaConfig &config, const TorchWeights &weights, c10::Device device,
              DeviceOptions::PassRows passRows, std::int64_t slots);

    enum class Output : std::uint8_t { None, Logits };
    // At most kMostRows.
    void run(std::span<const TorchRow> rows, Output output);
    // Of the last run with logits; `values` takes rows from `first` on.
    void copyLogits(std::int64_t first, std::int64_t count, float *values) const;
    // The same behind the final norm.
    void copyStates(std::int64_t first, std::int64_t count, float *values) const;
    void copySlot(std::int64_t from, std::int64_t to);
    // Whether passes are replayed from graphs.
    [[nodiscard]] bool hasGraphs() const;
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Width
    {
        TorchBuffers buffers;
        std::unique_ptr<CudaGraph> layers;
        std::unique_ptr<CudaGraph> output;
        bool isRecorded = false;
    };

    [[nodiscard]] std::size_t widthFor(std::size_t rows) const;
    void fillInputs(const TorchBuffers &buffers, std::span<const TorchRow> rows);
    void record(Width &width);
    void runLayers(const TorchBuffers &buffers) const;
    void attend(const TorchBuffers &buffers, const TorchLayer &layer, std::size_t index) const;
    void feedForward(const TorchBuffers &buffers, const TorchLayer &layer) const;
    void runOutput(const TorchBuffers &buffers) const;
    void normalise(const TorchBuffers &buffers, const TorchNorm &norm) const;

    const LlamaConfig &m_config;
    const TorchWeights &m_weights;
    const c10::Device m_device;
    const DeviceOptions::PassRows m_passRows;
    const std::int64_t m_slots;          // behind them lie those of rows that nobody asked for
    std::optional<c10::Stream> m_stream; // on a GPU
    std::vector<at::Tensor> m_keys;      // by layer: [key-value head, slot, head dimension]
    std::vector<at::Tensor> m_values;
    std::array<Width, kWidths.size()> m_widths;
    // The inputs on this side.
    at::Tensor m_hostNumbers; // [3, row]: ids, positions, slots
    at::Tensor m_hostMask;
    std::size_t m_lastWidth = 0;
};

} // namespace gatewright::model
