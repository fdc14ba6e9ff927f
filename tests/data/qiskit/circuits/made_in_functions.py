from qiskit import QuantumCircuit


def bell_pair():
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    return circuit


def named(n):
    return QuantumCircuit(n, name=f"empty{n}")


if __name__ == "__main__":
    print(bell_pair().depth(), named(3).num_qubits)
