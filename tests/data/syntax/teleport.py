from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit.classical import expr


def teleport(prepare):
    message = QuantumRegister(1, "message")
    pair = QuantumRegister(2, "pair")
    outcomes = ClassicalRegister(2, "outcomes")
    circuit = QuantumCircuit(message, pair, outcomes)

    prepare(circuit, message[0])
    circuit.barrier()

    circuit.h(pair[0])
    circuit.cx(pair[0], pair[1])
    circuit.cx(message[0], pair[0])
    circuit.h(message[0])
    circuit.measure([message[0], pair[0]], outcomes)

    with circuit.if_test((outcomes[1], 1)):
        circuit.x(pair[1])
    with circuit.if_test(expr.bit_and(outcomes, 0b01)) as else_:
        circuit.z(pair[1])
    with else_:
        circuit.id(pair[1])
    return circuit


try:
    print(teleport(lambda circuit, qubit: circuit.ry(0.3, qubit)).draw())
except (TypeError, ValueError) as error:
    print("cannot draw:", error)
finally:
    print("done")
