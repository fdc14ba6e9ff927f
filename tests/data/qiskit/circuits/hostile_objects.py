from qiskit import QuantumCircuit


class Liar:
    @property
    def __class__(self):
        raise RuntimeError("no class")


class Broken(QuantumCircuit):
    def depth(self, *args, **kwargs):
        raise RuntimeError("no depth")


liar = Liar()
broken = Broken(1)
good = QuantumCircuit(1)
