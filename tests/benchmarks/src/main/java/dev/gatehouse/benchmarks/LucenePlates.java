package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The peer: Lucene's FuzzyQuery of one edit with transpositions over folded plates, in memory, one
/// segment, everything else as it comes.
final class LucenePlates implements PlateFinder {
    private static final String PLATE = "plate";
    private static final int TOP = 100;

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    LucenePlates(ListedPlates list) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (int entry = 0; entry < list.size(); entry++) {
                Document document = new Document();
                String folded = OneEdit.folded(list.plate(entry));
                document.add(new StringField(PLATE, folded, Field.Store.YES));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
    }

    private TopDocs search(ListedPlates.Read read) throws IOException {
        Term term = new Term(PLATE, OneEdit.folded(read.plate()));
        return searcher.search(
                new FuzzyQuery(term, 1, 0, FuzzyQuery.defaultMaxExpansions, true), TOP);
    }

    @Override
    public int find(ListedPlates.Read read) throws IOException {
        return search(read).scoreDocs.length;
    }

    @Override
    public Set<String> found(ListedPlates.Read read) throws IOException {
        StoredFields stored = reader.storedFields();
        Set<String> plates = new HashSet<>();
        for (ScoreDoc hit : search(read).scoreDocs) {
            plates.add(stored.document(hit.doc).get(PLATE));
        }
        return plates;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
