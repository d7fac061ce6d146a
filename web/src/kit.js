// What is packed into the page: the model, the scenario files, levers, sources and the worker's script.

async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}

export async function openKit() {
  const [texts, code] = await Promise.all([unpack("texts"), unpack("model")]);
  const [kit, bytes] = await Promise.all([texts.json(), code.arrayBuffer()]);
  return {...kit, wasm: await WebAssembly.compile(bytes)};
}
