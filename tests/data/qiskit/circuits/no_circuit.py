import qiskit

version = tuple(int(part) for part in qiskit.__version__.split(".")[:2])
print(version >= (1, 0))
