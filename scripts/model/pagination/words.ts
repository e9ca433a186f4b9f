// The names by which services page, without separators: `page[after]` is `pageafter`.

export function bare(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Parameters that take the service's token for the next page. */
export const forward = set(
  "cursor nextcursor pagecursor aftercursor cursorafter startcursor after afterid pageafter startingafter startafter " +
    "pagetoken nexttoken nextpagetoken continuationtoken continuation paginationtoken marker startmarker token next scrollid",
);

/** … and for the page before. */
export const backward = set("before beforeid pagebefore endingbefore beforecursor prevcursor previouscursor prevtoken");

/** Parameters that take the last item's id. */
export const itemwise = set("startingafter after afterid");

export const pageNumber = set("page pagenumber pageno pagenum pageindex currentpage");
export const offset = set("offset skip startat pageoffset startindex firstresult");
export const size = set(
  "limit perpage pagesize size count maxresults top first itemsperpage resultsperpage maxitems pagelimit maxpagesize take rows",
);

/** Fields with a token or link for the next page. */
export const nextToken = set(
  "nextcursor nextpagecursor nextpagetoken nexttoken endcursor aftercursor cursorafter cursornext nextmarker nextafter " +
    "continuationtoken nextcontinuationtoken continuation nextstartingafter nextpageid nextpage nextscrollid",
);
export const previousToken = set(
  "prevcursor previouscursor prevpagetoken previouspagetoken startcursor beforecursor prevpage",
);

export const nextLink = set("next nextlink nexturl nextpage nextpageurl nextpagelink odatanextlink nexthref nexturi");
export const previousLink = set("prev previous prevlink previouslink prevurl previousurl prevpageurl previouspageurl");

export const more = set("hasmore hasnext hasnextpage more hasmoreitems hasmoreresults istruncated moreavailable");
export const last = set("last islast islastpage lastpage");
/** Fields with the number of all items. `count` is not among them: as often, it counts the page. */
export const total = set(
  "total totalcount totalresults totalitems totalelements totalrecords totalsize itemcount totalhits odatacount",
);
export const pages = set("totalpages pagecount pages numpages lastpage totalpage totalpagecount numberofpages");
export const perPage = set("perpage pagesize itemsperpage resultsperpage");

/** Objects in a response that are about the page. */
export const aside = set(
  "meta metadata pagination paging page pageinfo links cursors responsemetadata resultinfo pagingmetadata listmetadata " +
    "paginginfo paginationinfo searchmetadata next prev previous",
);

/** Members that hold the items, whatever else is an array. */
export const items = ["data", "items", "results", "value", "records", "entries", "resources", "content", "values"];
/** Arrays beside the items. */
export const sideArrays = set("errors warnings included links messages facets aggregations");
