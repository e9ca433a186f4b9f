import type { Oas3Rule } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { useAt } from "../../vocabulary/extension.js";
import { extensionNamed, vocabulary } from "../../vocabulary/vocabulary.js";
import { eachExtension } from "../extensions.js";

/** A misspelt extension would have no effect, and nobody would notice; so would a right one in the wrong place. */
export const extensionKnown: Oas3Rule = () =>
  eachExtension(({ name, place, location }, { report }) => {
    const extension = extensionNamed(name);
    if (!extension) {
      const suggestion = didYouMean(
        name,
        vocabulary.map((known) => known.name),
      );
      report({
        message: `\`${name}\` is not in the vocabulary.${suggestion} Rename or remove it, or add it to scripts/vocabulary.`,
        location: location.key(),
      });
    } else if (!useAt(extension, place)) {
      const places = extension.uses.flatMap((use) => use.places);
      report({
        message: `\`${name}\` means nothing on a ${place}. Move it to where it may stand: ${places.join(", ")}.`,
        location: location.key(),
      });
    }
  });
