// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <c10/core/Device.h>
#include <c10/core/Stream.h>

#include <functional>
#include <memory>

namespace gatewright::model {

// Brings up CUDA: loads libtorch_cuda.so from beside libtorch_cpu.so and looks for a GPU. Missing with reason
// and remedy.
[[nodiscard]] Result<c10::Device> openCudaDevice();
[[nodiscard]] QString nameOf(c10::Device device);

// A stream of its own: the default one cannot be recorded.
[[nodiscard]] c10::Stream newStream(c10::Device device);

// Work on a stream, recorded once and then replayed with one call. What is recorded may only write to memory
// that is there already.
class CudaGraph
{
public:
    // `work` has run on this stream before, so that nothing is set up any more, and the stream is the current
    // one. Null where the recording failed or would own memory: then run the work itself.
    [[nodiscard]] static std::unique_ptr<CudaGraph> record(c10::Stream stream,
                                                           const std::function<void()> &work);
    ~CudaGraph();
    CudaGraph(const CudaGraph &) = delete;
    CudaGraph &operator=(const CudaGraph &) = delete;

    // Throws, as torch does, when the device reports an error.
    void replay() const;

private:
    struct Handle;
    explicit CudaGraph(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> m_handle;
};

} // namespace gatewright::model
