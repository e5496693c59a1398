/** A photograph made small enough to be kept with a step: a screen's width, as a JPEG. */

const widest = 1280;
const textMax = 190_000;

/** A data URL; null for what is no picture, or will not become small enough. */
export async function photoOf(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const canvas = document.createElement('canvas');
  for (let scale = Math.min(1, widest / Math.max(picture.width, picture.height)); scale > 0.05; scale *= 0.75) {
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const image = canvas.toDataURL('image/jpeg', 0.75);
    if (image.length <= textMax) return image;
  }
  return null;
}
