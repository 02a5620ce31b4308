import { RoostError } from '../../../../base/errors.ts';
import { OnnxGraph } from '../onnx/graph.ts';
import { type GraphNode, readModel } from './model.ts';
import { OPERATORS } from './operators.ts';
import { pictureShape, Scope, unsupported, type Value } from './scope.ts';
import { readWeights } from './weights.ts';

/**
 * Turns a TensorFlow.js graph model into ONNX: float32, pictures as NCHW, tensors under the names of the source. Only
 * what the outputs need is converted, so a graph may be cut where its tail is better decoded in code.
 * @param model parsed `model.json`, its input of a fixed shape
 * @param weights its weight files, one after another in the manifest's order
 * @param options `outputs`: names of nodes to end at; four dimensions of the source (NHWC) come out as NCHW
 * @throws RoostError that names the operator and its place where one is not supported
 */
export function convertTfjs(
  model: unknown,
  weights: Uint8Array,
  { outputs }: { readonly outputs: readonly string[] },
): Uint8Array {
  const { nodes, weights: entries } = readModel(model);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const graph = new OnnxGraph('tfjs');
  const scope = new Scope(graph, readWeights(entries, weights));
  for (const node of neededFor(outputs, byName)) scope.set(node.name, write(node, scope));
  for (const name of outputs) {
    const { name: tensor, shape } = scope.value({ name, op: 'output', input: [name], attr: {} }, 0);
    graph.output(tensor, 'float32', shape);
  }
  return graph.encode();
}

function write(node: GraphNode, scope: Scope): Value {
  if (node.op === 'Placeholder') return graphInput(node, scope);
  const operator = OPERATORS[node.op];
  if (!operator) throw unsupported(node, 'this operator is not supported');
  return operator(node, scope);
}

function graphInput(node: GraphNode, scope: Scope): Value {
  const sizes = node.attr.shape?.shape?.dim?.map(({ size }) => size) ?? [];
  if (sizes.length === 0 || sizes.some((size) => size < 1)) throw unsupported(node, 'its shape is not fixed');
  const shape = pictureShape(sizes);
  return { name: scope.graph.input(node.name, 'float32', shape), shape };
}

/** The nodes that the outputs rest on, without constants, each after what it needs itself. */
function neededFor(outputs: readonly string[], byName: ReadonlyMap<string, GraphNode>): GraphNode[] {
  const seen = new Set<string>();
  const order: GraphNode[] = [];
  // A graph may be deeper than the stack, so what is still open is kept in a list: a node is met once on the way to
  // its inputs and once when they are done.
  const open = [...outputs].reverse().map((name) => ({ name, inputsDone: false }));
  for (let next = open.pop(); next; next = open.pop()) {
    const node = byName.get(next.name);
    if (!node) throw new RoostError('convert TensorFlow.js model', next.name, 'the graph has no node of this name');
    if (next.inputsDone) order.push(node);
    if (next.inputsDone || seen.has(node.name) || node.op === 'Const') continue;
    seen.add(node.name);
    open.push({ name: node.name, inputsDone: true });
    const inputs = node.input.filter((input) => !input.startsWith('^'));
    for (const input of inputs.reverse()) open.push({ name: input.replace(/:0$/, ''), inputsDone: false });
  }
  return order;
}
