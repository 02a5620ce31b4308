import { Reader, Writer } from 'protobufjs/minimal.js';

/** Numbers of the fields that are read here, of ONNX's `onnx.proto`. */
const MODEL_GRAPH = 7;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;
const VALUE_TYPE = 2;
const TYPE_TENSOR = 1;
const TENSOR_ELEMENT = 1;
const FLOAT = 1;
/** A field number and that its value is so many bytes, as the format tags both. */
const bytesOf = (field: number) => (field << 3) | 2;

/**
 * A model that also gives one of the tensors inside it, float32. Nothing of the file is written anew: parts of a message that
 * stand twice in its bytes are one message to every reader (https://protobuf.dev/programming-guides/encoding/#last-one-wins),
 * so that an output is added by a few bytes at the end.
 * @param model bytes of an ONNX file
 * @param tensor what the graph calls it; shape and presence are for the runtime to check
 * @returns the bytes as they were where it is an output already
 * @throws Error where they are no protobuf
 */
export function withOutput(model: Uint8Array, tensor: string): Uint8Array {
  if (outputsOf(model).includes(tensor)) return model;
  const element = Writer.create()
    .uint32(TENSOR_ELEMENT << 3)
    .int32(FLOAT)
    .finish();
  const type = Writer.create().uint32(bytesOf(TYPE_TENSOR)).bytes(element).finish();
  const value = Writer.create().uint32(bytesOf(VALUE_NAME)).string(tensor).uint32(bytesOf(VALUE_TYPE)).bytes(type);
  const graph = Writer.create().uint32(bytesOf(GRAPH_OUTPUT)).bytes(value.finish()).finish();
  return Buffer.concat([model, Writer.create().uint32(bytesOf(MODEL_GRAPH)).bytes(graph).finish()]);
}

/** Names of a model's outputs. */
function outputsOf(model: Uint8Array): string[] {
  return inside(model, MODEL_GRAPH)
    .flatMap((graph) => inside(graph, GRAPH_OUTPUT))
    .flatMap((value) => inside(value, VALUE_NAME))
    .map((name) => Buffer.from(name).toString('utf8'));
}

/** What a message holds under one of its fields, each time it stands there. No copies. */
function inside(message: Uint8Array, field: number): Uint8Array[] {
  const reader = Reader.create(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === bytesOf(field)) {
      const length = reader.uint32();
      found.push(message.subarray(reader.pos, reader.pos + length));
      reader.skip(length);
    } else reader.skipType(tag & 7);
  }
  return found;
}
