// A page of PDF that says what it is about: enough for a program that stores or shows it.

import type { Identifier } from "../../../engine/records/record.js";
import type { Answer } from "../../../service.js";

/** One page with the type and the id of a resource on it. */
export function printed({ type, id }: Identifier): Answer {
  const text = `BT /F1 14 Tf 56 780 Td (${type} ${id}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.indexOf("xref\n")}\n%%EOF\n`;
  return { raw: { type: "application/pdf", content: new TextEncoder().encode(file) } };
}
