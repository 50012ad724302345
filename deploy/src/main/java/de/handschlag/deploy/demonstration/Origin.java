package de.handschlag.deploy.demonstration;

import java.util.List;

/**
 * Where persons come from. Shares follow the foreign population of a German district that has received refugees since 2015
 * and 2022 (Destatis 12521, rounded), without EU citizens who seldom meet these offices.
 *
 * @param nationality  ISO 3166-1 alpha-3, or the catalogue's code
 * @param country      German name
 * @param weight       share in the demonstration, in per mille
 * @param languages    BCP 47 tags of preferred languages, the first the most frequent
 * @param familyNames  family names, Latin script
 * @param femaleNames  given names of women
 * @param maleNames    given names of men
 * @param birthPlaces  larger towns
 * @param fromYear     earliest usual year of entry
 * @param usualTitle   the most frequent residence title, a code of the catalogue
 */
record Origin(String nationality, String country, int weight, List<String> languages, List<String> familyNames,
        List<String> femaleNames, List<String> maleNames, List<String> birthPlaces, int fromYear, String usualTitle) {

    static final List<Origin> ALL = List.of(
            of("UKR", "Ukraine", 290, "uk ru",
                    "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Melnyk Polishchuk",
                    "Olena Iryna Nataliia Oksana Tetiana Yuliia Kateryna", "Andrii Oleksandr Dmytro Serhii Maksym Ivan",
                    "Kyjiw Charkiw Odessa Dnipro Lwiw Mariupol", 2022, "ae-24"),
            of("SYR", "Syrien", 230, "ar ku", "Haddad Al-Khatib Ibrahim Hamdan Najjar Sabbagh Darwish Osman",
                    "Amira Rania Layla Hala Noor Samar Fatima", "Omar Khaled Yousef Mahmoud Samer Bilal",
                    "Aleppo Damaskus Homs Idlib Raqqa Qamischli", 2015, "ae-25-2"),
            of("AFG", "Afghanistan", 115, "fa ps", "Ahmadi Rahimi Hosseini Noori Karimi Sultani Popal",
                    "Zahra Maryam Parwana Shabnam Laila Nargis", "Ahmad Farid Jawid Hamid Mustafa Najib",
                    "Kabul Herat Masar-e-Scharif Kandahar Dschalalabad", 2015, "ae-25-3"),
            of("TUR", "Türkei", 90, "tr ku", "Yilmaz Kaya Demir Celik Sahin Aydin Arslan",
                    "Ayse Elif Zeynep Emine Hatice Merve", "Mehmet Mustafa Emre Ahmet Murat Can",
                    "Istanbul Gaziantep Diyarbakir Ankara Adana", 2016, "ae-familie"),
            of("IRQ", "Irak", 70, "ar ckb ku", "Al-Jabouri Hussein Salih Barzani Mahdi Khalaf",
                    "Shirin Zainab Suha Hevin Amal", "Ali Hassan Dilshad Karwan Mustafa",
                    "Mossul Bagdad Erbil Sindschar Kirkuk", 2015, "ae-25-2"),
            of("IRN", "Iran", 45, "fa", "Mohammadi Hosseini Karimi Moradi Jafari", "Shirin Neda Mina Parisa Sara",
                    "Reza Amir Hossein Arash Babak", "Teheran Isfahan Schiras Maschhad", 2016, "ae-25-1"),
            of("ERI", "Eritrea", 35, "ti", "Tesfay Gebremedhin Habte Kidane Berhe", "Selam Luwam Feven Helen Rahel",
                    "Yonas Filmon Samuel Merhawi Abel", "Asmara Keren Massawa Mendefera", 2014, "ae-25-2"),
            of("SOM", "Somalia", 30, "so", "Abdi Warsame Hassan Farah Ali", "Hodan Ayaan Fadumo Sahra",
                    "Abdirahman Mohamed Liban Yusuf", "Mogadischu Hargeisa Kismaayo Baidoa", 2014, "ae-25-2"),
            of("RUS", "Russische Föderation", 35, "ru", "Ivanova Petrov Smirnova Volkov Magomedov",
                    "Anna Elena Maria Aminat", "Dmitri Sergei Ruslan Pavel", "Moskau Grosny Sankt-Petersburg Kasan",
                    2012, "ae-sonstige"),
            of("NGA", "Nigeria", 20, "en", "Okafor Adeyemi Eze Osagie", "Blessing Joy Grace Chioma",
                    "Emmanuel Samuel Chinedu Victor", "Lagos Benin-City Kano", 2015, "gestattung"),
            of("GIN", "Guinea", 15, "fr", "Diallo Barry Bah Camara", "Fatoumata Mariama Aissatou",
                    "Mamadou Alpha Ibrahima", "Conakry Labé Kankan", 2016, "duldung"),
            of("VEN", "Venezuela", 15, "es", "Rodríguez González Pérez Hernández", "María Carmen Gabriela",
                    "José Luis Carlos", "Caracas Maracaibo Valencia", 2019, "ae-25-3"),
            of("XXK", "Kosovo", 10, "de", "Krasniqi Gashi Berisha", "Arta Besa Vjosa", "Arben Driton Luan",
                    "Pristina Prizren Peja", 2010, "ae-arbeit"));

    private static Origin of(String nationality, String country, int weight, String languages, String familyNames,
            String femaleNames, String maleNames, String birthPlaces, int fromYear, String usualTitle) {
        return new Origin(nationality, country, weight, words(languages), words(familyNames), words(femaleNames),
                words(maleNames), words(birthPlaces), fromYear, usualTitle);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
