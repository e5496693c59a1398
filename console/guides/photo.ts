/** A photograph made small enough to be kept with a step: a screen's width, as a JPEG. */

const widest = 1280;
const textMax = 190_000;
const qualities = [0.8, 0.65, 0.5];

/** A data URL; null for what is no picture, or will not become small enough. */
export async function photoOf(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const canvas = document.createElement('canvas');
  for (let scale = Math.min(1, widest / Math.max(picture.width, picture.height)); scale > 0.05; scale *= 0.75) {
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const paper = canvas.getContext('2d')!;
    // A JPEG knows nothing of what is transparent and would make it black.
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    // A coarser picture of the same size shows more of a fault than a smaller one.
    const image = qualities.map((quality) => canvas.toDataURL('image/jpeg', quality)).find((it) => it.length <= textMax);
    if (image !== undefined) return image;
  }
  return null;
}
