// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/cuda_device.h"

#include <QFile>
#include <QFileInfo>

#include <ATen/DeviceAccelerator.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Exception.h>
#include <cuda_runtime_api.h>
#include <dlfcn.h>

#include <utility>

namespace gatewright::model {

namespace {

tl::unexpected<Error> noGpu(const QString &reason, const QString &remedy, const QString &detail = {})
{
    return makeError(ErrorCode::Missing, QStringLiteral("%1; %2, or use --device cpu.").arg(reason, remedy),
                     detail, QStringLiteral("--device cuda"));
}

// The CUDA half of libtorch registers itself when it is loaded. It is not linked: a machine without a GPU
// has not got it.
Result<void> loadCudaLibrary()
{
    if (at::detail::getCUDAHooks().hasCUDA())
        return {};
    Dl_info cpu{};
    if (::dladdr(reinterpret_cast<const void *>(&at::detail::getCUDAHooks), &cpu) == 0 ||
        cpu.dli_fname == nullptr)
        return noGpu(QStringLiteral("libtorch was not found"),
                     QStringLiteral("run `packaging/dev deps --gpu`"));
    const QString path =
        QFileInfo(QFile::decodeName(cpu.dli_fname)).canonicalPath() + QLatin1String("/libtorch_cuda.so");
    if (!QFileInfo::exists(path))
        return noGpu(QStringLiteral("The CUDA part of libtorch is not installed"),
                     QStringLiteral("run `packaging/dev deps --gpu` (2 GB) and build again"), path);
    if (::dlopen(QFile::encodeName(path).constData(), RTLD_NOW | RTLD_GLOBAL) == nullptr)
        return noGpu(QStringLiteral("The CUDA part of libtorch cannot be loaded"),
                     QStringLiteral("run `packaging/dev deps --gpu` again"),
                     QString::fromLocal8Bit(::dlerror()));
    return {};
}

std::int64_t allocationsOn(c10::Device device)
{
    const auto stats = at::getDeviceAllocator(device.type())->getDeviceStats(device.index());
    return stats.allocation[0].allocated; // of all pools, ever
}

void check(cudaError_t error)
{
    TORCH_CHECK(error == cudaSuccess, "CUDA: ", cudaGetErrorString(error));
}

} // namespace

Result<c10::Device> openCudaDevice()
{
    GW_CHECK(loadCudaLibrary());
    int count = 0;
    const cudaError_t problem = cudaGetDeviceCount(&count);
    if (problem != cudaSuccess || count == 0)
        return noGpu(QStringLiteral("There is no NVIDIA GPU that CUDA 13 can use"),
                     QStringLiteral("see that `nvidia-smi` lists one and that its driver is 580 or newer"),
                     problem == cudaSuccess ? QString() : QString::fromLatin1(cudaGetErrorString(problem)));
    at::detail::getCUDAHooks().init();
    return c10::Device(c10::DeviceType::CUDA, 0);
}

QString nameOf(c10::Device device)
{
    if (!device.is_cuda())
        return QStringLiteral("cpu");
    cudaDeviceProp properties{};
    return cudaGetDeviceProperties(&properties, device.index()) == cudaSuccess
               ? QString::fromUtf8(properties.name)
               : QStringLiteral("cuda");
}

c10::Stream newStream(c10::Device device)
{
    return c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
}

struct CudaGraph::Handle
{
    cudaStream_t stream = nullptr;
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t executable = nullptr;

    Handle() = default;
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (executable != nullptr)
            cudaGraphExecDestroy(executable);
        if (graph != nullptr)
            cudaGraphDestroy(graph);
    }
};

CudaGraph::CudaGraph(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{
}

CudaGraph::~CudaGraph() = default;

std::unique_ptr<CudaGraph> CudaGraph::record(c10::Stream stream, const std::function<void()> &work)
{
    auto handle = std::make_unique<Handle>();
    handle->stream = static_cast<cudaStream_t>(stream.native_handle());
    const std::int64_t allocated = allocationsOn(stream.device());
    if (cudaStreamBeginCapture(handle->stream, cudaStreamCaptureModeThreadLocal) != cudaSuccess)
        return nullptr;
    bool isWhole = true;
    try {
        work();
    } catch (const c10::Error &) {
        isWhole = false;
    }
    // Ends the capture in any case, so that the stream can be used again.
    isWhole = cudaStreamEndCapture(handle->stream, &handle->graph) == cudaSuccess && isWhole;
    // Memory that was taken meanwhile would belong to somebody else by the next replay.
    isWhole = isWhole && allocationsOn(stream.device()) == allocated;
    if (!isWhole || cudaGraphInstantiate(&handle->executable, handle->graph, 0) != cudaSuccess) {
        cudaGetLastError(); // it is told by what is returned
        return nullptr;
    }
    return std::unique_ptr<CudaGraph>(new CudaGraph(std::move(handle)));
}

void CudaGraph::replay() const
{
    check(cudaGraphLaunch(m_handle->executable, m_handle->stream));
}

} // namespace gatewright::model
