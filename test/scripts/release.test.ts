import { describe, expect, it } from 'vitest';
import { needless } from '../../scripts/release.d/needless.ts';

describe('a release', () => {
  it('holds the libraries of its own platform alone', () => {
    const library = (platform: string) => `onnxruntime-node/bin/napi-v6/${platform}/libonnxruntime.so.1`;
    const left = ['darwin/arm64', 'linux/arm64', 'linux/x64', 'win32/x64'].filter(
      (platform) => !needless(library(platform), 'arm64'),
    );
    expect(left).toEqual(['linux/arm64']);
  });

  it('leaves out what only compilers and debuggers read', () => {
    const gone = [
      'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so',
      'better-sqlite3/deps/sqlite3/sqlite3.c',
      'better-sqlite3/build/Makefile',
      'better-sqlite3/build/Release/obj.target/better_sqlite3.o',
      'zod/index.d.cts',
      'express/lib/express.js.map',
      '.package-lock.json',
    ];
    expect(gone.filter((path) => !needless(path, 'x64'))).toEqual([]);
  });

  it('keeps what runs', () => {
    const kept = [
      'better-sqlite3/build/Release/better_sqlite3.node',
      'better-sqlite3/lib/index.js',
      'onnxruntime-node/dist/binding.js',
      'onnxruntime-node/package.json',
      'luxon/src/impl/locale.js',
      'pacote/lib/util/map.js',
    ];
    expect(kept.filter((path) => needless(path, 'x64'))).toEqual([]);
  });
});
