# The pages link to each other as files of the repository, which its web view follows; as HTML they are in target/docs.
# And what is to be typed or searched for keeps its plain characters.
Asciidoctor::Extensions.register do
  postprocessor do
    process do |_, html|
      html.gsub(/href="([\w-]+)\.adoc(?=["#])/, 'href="\1.html').gsub('href="../', 'href="../../')
          .gsub(%r{<code>.*?</code>}m) { |code| code.gsub('&#8217;', "'").gsub('&#8230;&#8203;', '...') }
    end
  end
end
