# PyTorch, eager, one thread: modules, autograd and an optimizer as its documentation shows them. Knows no other peer.
import torch


def open(work):
    torch.set_num_threads(1)
    layers = []
    for weights in work.weights:
        if layers:
            layers.append(torch.nn.ReLU() if work.activation == "relu" else torch.nn.Tanh())
        linear = torch.nn.Linear(*weights.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T.copy()))
            linear.bias.zero_()
        layers.append(linear)
    network = torch.nn.Sequential(*layers)
    inputs = torch.from_numpy(work.inputs)
    if work.predicts:
        row = work.inputs[:1]

        def predict(times):
            with torch.inference_mode():
                for _ in range(times):
                    torch.softmax(network(torch.from_numpy(row)), 1).numpy()

        return torch.__version__, predict

    if work.optimizer == "adam":
        optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    else:
        optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
    if work.widths[-1] == 1:
        targets, loss = torch.from_numpy(work.targets).reshape(-1, 1), torch.nn.BCEWithLogitsLoss()
    else:
        targets, loss = torch.from_numpy(work.targets).long(), torch.nn.CrossEntropyLoss()

    def train(steps):
        for _ in range(steps):
            rows = torch.from_numpy(work.next())
            optimizer.zero_grad(set_to_none=True)
            loss(network(inputs[rows]), targets[rows]).backward()
            optimizer.step()

    return torch.__version__, train
