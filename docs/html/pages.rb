# What makes one site of the pages: a list of all beside each, in the order of index.adoc, the page before and after, something to search in,
# and anchors for options. They link to each other as files of the repository, which its web view follows; as HTML they are in target/docs.
require 'json'

module Site
  ENTITIES = { '&lt;' => '<', '&gt;' => '>', '&amp;' => '&', '&#8217;' => "'", '&#8230;' => '...', '&#8203;' => '', '&#160;' => ' ' }.freeze
  FOUND = {} # sections by page, as they are converted

  # [[group, [[page, title], ...]], ...]
  def self.groups(docdir)
    list = File.read(File.join(docdir, 'index.adoc'), encoding: 'utf-8').split("\n== All pages\n").last
    list.split(/^(?=\S[^\n]*::$)/).map do |group|
      pages = group.scan(/^link:([\w-]+)\.adoc\[([^\]]*)\]/).map { |page, title| [page, title.split(',').first] }
      [group[/\A\s*(.*)::$/, 1], pages]
    end.select { |name, pages| name && !pages.empty? }
  end

  def self.list(groups, here)
    groups.map do |name, pages|
      links = pages.map { |page, title| %(<li><a href="#{page}.html"#{' aria-current="page"' if page == here}>#{title}</a></li>) }
      %(<p>#{name}</p><ul>#{links.join}</ul>)
    end.join
  end

  def self.around(pages, here)
    at = pages.index { |page, _| page == here } || -1
    before = at.positive? ? pages[at - 1] : (at.zero? ? ['index', 'Start here'] : nil)
    { 'prev' => before, 'next' => pages[at + 1] }.map do |rel, (page, title)|
      page ? %(<a rel="#{rel}" href="#{page}.html">#{title}</a>) : '<span></span>'
    end.join
  end

  def self.text(html)
    html.gsub(%r{<(script|style|svg).*?</\1>}m, ' ').gsub(/<[^>]*>/, ' ').gsub(/&#?\w+;/) { |entity| ENTITIES[entity] || ' ' }.gsub(/\s+/, ' ').strip
  end

  # One entry for each heading: what stands before the first belongs to the title.
  def self.sections(html, page)
    title = text(html[%r{<h1>(.*?)</h1>}m, 1] || page)
    content = html[/<div id="content">.*/m] || ''
    content.split(/(?=<h[23] id=")/).map do |part|
      id, heading = part.match(%r{\A<h[23] id="([^"]*)">(.*?)</h[23]>}m)&.captures
      { page: "#{page}.html#{"##{id}" if id}", title: heading ? "#{title}: #{text(heading)}" : title, text: text(part) }
    end
  end

  # The first row of an option is the one to link to.
  def self.anchors(html)
    seen = {}
    html.gsub(%r{(<tr>\s*<td[^>]*)(><p class="tableblock">(?:<code>)?([A-Za-z]\w*)(?:</code>)?</p></td>)}) do
      start, rest, name = $1, $2, $3
      seen[name] ? start + rest : (seen[name] = %(#{start} id="#{name}"#{rest.sub(name, %(<a href="##{name}">#{name}</a>))}))
    end
  end
end

Asciidoctor::Extensions.register do
  postprocessor do
    process do |document, html|
      page = document.attr('docname')
      groups = Site.groups(document.attr('docdir'))
      html = html.gsub(/href="([\w-]+)\.adoc(?=["#])/, 'href="\1.html').gsub('href="../', 'href="../../')
      # what is to be typed or searched for keeps its plain characters
      html = html.gsub(%r{<code>.*?</code>}m) { |code| code.gsub('&#8217;', "'").gsub('&#8230;&#8203;', '...') }
      html = Site.anchors(html) if page == 'options'
      Site::FOUND[page] = Site.sections(html, page)
      File.write(File.join(document.attr('outdir') || '.', 'search-index.js'), "const sections = #{JSON.generate(Site::FOUND.values.flatten)};\n")
      html.sub(%r{<div id="toctitle">.*?</div>}m) do
        %(<form id="search" role="search"><input type="search" placeholder="Search all pages" aria-label="Search all pages"><ol></ol></form>) +
          %(<details id="pages"><summary>All pages</summary><p><a href="index.html"#{' aria-current="page"' if page == 'index'}>Start here</a></p>#{Site.list(groups, page)}</details>) +
          %(<div id="toctitle">On this page</div>)
      end.sub('<div id="footer">', %(<nav id="around">#{Site.around(groups.flat_map(&:last), page)}</nav><div id="footer">))
    end
  end
end
